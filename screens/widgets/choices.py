"""A list to choose from."""

from screens.widgets.lines import Lines


class Choices(Lines):
    """Lines of which some stand for something: the cursor stands on those alone, and passes titles and gaps."""

    def go_to(self, index: int, *, centre: bool = False) -> None:
        """Put the cursor on the nearest choice on the way on, or on the last one before the end."""
        choices = [place for place, line in enumerate(self.sheet.lines) if line.target is not None]
        if index >= self.cursor:
            index = next((place for place in choices if place >= index), choices[-1] if choices else 0)
        else:
            index = next((place for place in reversed(choices) if place <= index), choices[0] if choices else 0)
        super().go_to(index, centre=centre)
        if choices and index == choices[0] and not self.in_view(0):
            self.scroll_to(y=0, animate=False, immediate=True)
