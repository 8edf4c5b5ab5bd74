"""What the parameters of a list are called that window, search and sort it, in the languages of specifications."""

import unicodedata
from functools import cache

from workbench.resolving.words import snake

_NAMES = {
    "limit": "limit per_page page_size size take max_results pagesize first",
    "offset": "offset skip start",
    "page": "page page_number pagenumber",
    "cursor": "cursor next_cursor after_cursor starting_after page_token next_page_token",
    "search": "q query search keyword search_term term text",
    "direction": "order direction sort_order sort_dir sort_direction dir sortorder",
    "sort": "sort sort_by order_by sortby orderby ordering",
}
_TRANSLATED = {
    "limit": "limite por_pagina tamano tamano_pagina cantidad tamanho tamanho_pagina itens_por_pagina anzahl pro_seite"
    " seitengroesse seitengrosse taille taille_page par_page limita per_pagina adet 每页数量 每页条数 件数",
    "offset": "desplazamiento desde_fila versatz decalage deslocamento salto",
    "page": "pagina numero_pagina num_pagina seite seitennummer numero_page sayfa 页码 페이지 ページ",
    "search": "buscar busqueda texto_busqueda busca pesquisa termo termino suche suchbegriff suchtext stichwort"
    " recherche mot_cle cerca ricerca ara 关键字 关键词 搜索 검색어 검색 検索",
    "direction": "direccion direcao richtung sens direzione",
    "sort": "orden ordenar ordenar_por ordem sortierung sortieren sortieren_nach tri trier trier_par ordine"
    " ordina_per sirala 排序 정렬 並び順",
}
_ROLES = {name: role for role, names in _NAMES.items() for name in names.split()}
_TRANSLATED_ROLES = {name: role for role, names in _TRANSLATED.items() for name in names.split()}


def role_of(name: str, *, is_column: bool) -> str | None:
    """Tell what a parameter of that name does to a list (``limit``, ``offset``, ``page``, ``search``, ``direction`` or
    ``sort``); a word of another language than English is first of all the column of that name, where there is one.

    Examples: ``per_page`` and ``pro_seite`` limit, ``página`` pages, ``suche`` searches.
    """
    plain = _plain(name)
    role = _ROLES.get(plain)
    return role if role is not None or is_column else _TRANSLATED_ROLES.get(plain)


@cache
def _plain(name: str) -> str:
    """Write a name in small letters, its words joined by underscores, without accents."""
    apart = unicodedata.normalize("NFKD", name)
    bare = unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))
    return snake(bare) or bare.lower()
