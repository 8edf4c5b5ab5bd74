"""What a document says about its endpoints: labels, sentences, marks, and what endpoints share."""
