"""Views: statements that select what responses show of rows beside their own columns, without a query for each row."""

from dataclasses import dataclass, replace

from generators.blueprint import Access, Blueprint, Column, Entity, Member, Operation, Shows, Through
from generators.datatypes import MODEL_TYPES
from generators.drafts import Draft
from generators.naming import attribute, class_name, module_name, snake, with_article
from generators.reach import not_deleted
from generators.shapes import (
    depends_on_caller,
    far_column,
    far_entity,
    is_view,
    nested_name,
    parent_of,
    public_name,
    row_entity,
    shown_members,
    shows_row,
)
from generators.templating import render


@dataclass(frozen=True, slots=True)
class View:
    """One statement: ``name`` is the function, which takes the caller where ``by_caller``."""

    name: str
    public: str
    entity: Entity
    members: tuple[Member, ...]
    by_caller: bool
    operations: tuple[str, ...]


def view_of(blueprint: Blueprint, operation: Operation) -> View | None:
    """Give the statement that selects what the operation shows; none where these are plain columns."""
    entity = row_entity(blueprint, operation)
    if entity is None or not shows_row(operation):
        return None
    members = shown_members(blueprint, operation)
    if not is_view(members):
        return None
    public = public_name(blueprint, operation)
    serves = tuple(
        other.id
        for other in blueprint.operations
        if shows_row(other) and row_entity(blueprint, other) == entity and shown_members(blueprint, other) == members
    )
    return View(f"select_{base_name(public)}", public, entity, members, depends_on_caller(members), serves)


def base_name(public: str) -> str:
    """Give what the functions for a class are named after: ``post`` for ``PostPublic``."""
    return snake(public.removesuffix("Public").removesuffix("Item"))


def views_of(blueprint: Blueprint) -> tuple[View, ...]:
    """Give every view, in the order of the operations."""
    found: dict[str, View] = {}
    for operation in blueprint.operations:
        view = view_of(blueprint, operation)
        if view:
            found.setdefault(view.name, view)
    return tuple(found.values())


def render_views(blueprint: Blueprint) -> tuple[Draft, ...]:
    """Give ``app/database/views.py``, where any response shows more than columns."""
    views = views_of(blueprint)
    if not views:
        return ()
    writer = _Writer(blueprint)
    for view in views:
        writer.add(view)
    text = render("backend/app/database/views.py", parts=list(writer.parts.values()), imports=sorted(writer.imports))
    symbols = {view.name: (f"table:{view.entity.name}", *view.operations) for view in views}
    return (Draft("app/database/views.py", text, symbols),)


class _Writer:
    """Collects the parts of the module: expressions, the columns of each class, and the statements."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self.parts: dict[str, str] = {}
        self.imports: set[str] = set()

    def add(self, view: View) -> None:
        """Add the statement of a view, after what it is made of."""
        joins: list[str] = []
        columns = self._columns(view, view.public, view.entity, view.members, joins)
        model = self._model(view.entity)
        sees = ", as ``user`` sees it" if view.by_caller else ""
        self.parts[view.name] = "\n".join(
            [
                f"def {view.name}({self._parameter() if view.by_caller else ''}) -> Select[*tuple[Any, ...]]:",
                f'    """Select what responses show of {with_article(view.entity.singular)}{sees}."""',
                f"    statement: Select[*tuple[Any, ...]] = select(*{columns}).select_from({model}){''.join(joins)}",
                "    return statement",
            ]
        )

    def _parameter(self) -> str:
        return "user: Caller | None" if self._anonymous() else "user: Caller"

    def _anonymous(self) -> bool:
        """Tell whether anything that shows the caller's relation to a row can be called without a token."""
        return any(
            operation.access is not Access.REQUIRED
            for operation in self.blueprint.operations
            if (other := view_of(self.blueprint, operation)) and other.by_caller
        )

    def _model(self, entity: Entity) -> str:
        self.imports.add(f"from app.models.{module_name(entity)} import {class_name(entity)}")
        return class_name(entity)

    def _columns(self, view: View, public: str, entity: Entity, members: tuple[Member, ...], joins: list[str]) -> str:
        """Give the call for the columns of a class, whose function is added; ``joins`` gathers what they need."""
        name = f"{base_name(public)}_columns"
        by_caller = depends_on_caller(members)
        model = self._model(entity)
        sources = [self._member(view, public, entity, model, member, joins) for member in members]
        sees = ", as ``user`` sees it" if by_caller else ""
        self.parts.setdefault(
            name,
            "\n".join(
                [
                    f"def {name}({self._parameter() if by_caller else ''}) -> tuple[Any, ...]:",
                    f'    """Give what is shown of {with_article(entity.singular)}{sees}."""',
                    f"    return ({', '.join(sources)},)",
                ]
            ),
        )
        return f"{name}({'user' if by_caller else ''})"

    def _member(self, view: View, public: str, entity: Entity, model: str, member: Member, joins: list[str]) -> str:
        label = attribute(member.name)
        if member.shows is Shows.COLUMN:
            own = f"{model}.{attribute(member.column or '')}"
            return own if label == attribute(member.column or "") else f'col({own}).label("{label}")'
        if member.shows is Shows.LINK:
            return _link(model, member)
        if member.shows is Shows.GROUP:
            return self._group(model, member)
        if member.shows is Shows.PARENT:
            return self._parent(view, public, entity, model, member, joins)
        name = f"{attribute(entity.singular)}_{label}"
        if member.shows is Shows.EXISTS:
            return f'{self._exists(name, model, member)}.label("{label}")'
        source = self._count(model, member) if member.shows is Shows.COUNT else self._values(entity, model, member)
        self.parts.setdefault(name.upper(), f'{name.upper()} = {source}.label("{label}")')
        return name.upper()

    def _group(self, model: str, member: Member) -> str:
        """Give the columns of an object, which its class takes from the row around it."""
        return ", ".join(f"{model}.{attribute(each.column or '')}" for each in member.members)

    def _parent(self, view: View, public: str, entity: Entity, model: str, member: Member, joins: list[str]) -> str:
        column = entity.column(member.column or "")
        parent = parent_of(self.blueprint, entity, member)
        target = self._model(parent)
        if parent == view.entity or any(join.startswith(f".join({target},") for join in joins):
            return self._renamed_parent(entity, model, member, joins)
        joins.append(self._join(column, target, model))
        inner = nested_name(self.blueprint, public, member, parent)
        return f'Bundle("{attribute(member.name)}", *{self._columns(view, inner, parent, member.members, joins)})'

    def _renamed_parent(self, entity: Entity, model: str, member: Member, joins: list[str]) -> str:
        """Give an object of a table that the statement joins already: under another name, and with its own columns."""
        parent = parent_of(self.blueprint, entity, member)
        alias = f"{attribute(member.name).upper()}_OF_{attribute(entity.singular).upper()}"
        self.parts.setdefault(alias, f'{alias} = aliased({self._model(parent)}, name="{alias.lower()}")')
        joins.append(self._join(entity.column(member.column or ""), alias, model))
        inner = [self._renamed_member(parent, alias, each) for each in member.members]
        return f'Bundle("{attribute(member.name)}", *({", ".join(inner)},))'

    def _renamed_member(self, entity: Entity, alias: str, member: Member) -> str:
        label = attribute(member.name)
        if member.shows is Shows.COLUMN:
            return f'col({alias}.{attribute(member.column or "")}).label("{label}")'
        if member.shows is Shows.LINK:
            return _link(alias, member)
        if member.shows is Shows.GROUP:
            return ", ".join(
                self._renamed_member(entity, alias, replace(each, name=each.column or "")) for each in member.members
            )
        if member.shows is Shows.EXISTS:
            return f'{self._exists(f"{alias.lower()}_{label}", alias, member)}.label("{label}")'
        if member.shows is Shows.COUNT:
            return f'{self._count(alias, member)}.label("{label}")'
        if member.shows is Shows.VALUES:
            return f'{self._values(entity, alias, member)}.label("{label}")'
        raise ValueError(f"{entity.name}: {member.name} lies too deep")

    def _join(self, column: Column, target: str, model: str) -> str:
        key = column.references.column if column.references else ""
        outer = ", isouter=True" if column.nullable else ""
        return f".join({target}, col({target}.{attribute(key)}) == col({model}.{attribute(column.name)}){outer})"

    def _exists(self, name: str, model: str, member: Member) -> str:
        """Give the call for whether the caller is tied to a row, whose function is added."""
        tie = self.blueprint.entity(member.entity or "")
        own = self._model(tie)
        references = self._references(tie, own, member.here or "", model)
        found = f"exists().where({references}, col({own}.{attribute(member.caller or '')}) == user.id)"
        lines = [
            f"def {name}({self._parameter()}) -> ColumnElement[bool]:",
            f'    """Tell whether ``user`` has a row in {tie.name} for this one."""',
            *(["    if user is None:", "        return false()"] if self._anonymous() else []),
            f"    return {found}",
        ]
        self.parts.setdefault(name, "\n".join(lines))
        return f"{name}(user)"

    def _count(self, model: str, member: Member) -> str:
        counted = self.blueprint.entity(member.entity or "")
        own = self._model(counted)
        conditions = [self._references(counted, own, member.here or "", model), *not_deleted(counted, own)]
        return f"select(func.count()).select_from({own}).where({', '.join(conditions)}).scalar_subquery()"

    def _values(self, entity: Entity, model: str, member: Member) -> str:
        through = member.through
        if through is None or through.entity is None:
            raise ValueError(f"{entity.name}: {member.name} leads nowhere")
        tie, far = self.blueprint.entity(through.entity), far_entity(self.blueprint, entity, through)
        value = far_column(self.blueprint, entity, through)
        own, there = self._model(tie), self._model(far)
        shown = f"{there}.{attribute(value.name)}"
        joined = self._references(tie, own, through.there, there)
        here = self._references(tie, own, through.here or "", model)
        values = f"select({shown}).join({own}, {joined}).where({here}).order_by(col({shown})).scalar_subquery()"
        return f"func.array({values}, type_=ARRAY({MODEL_TYPES.write(value.type)}))"

    def _references(self, tie: Entity, own: str, column: str, model: str) -> str:
        reference = tie.column(column).references
        if reference is None:
            raise ValueError(f"{tie.name}.{column} references nothing")
        return f"col({own}.{attribute(column)}) == col({model}.{attribute(reference.column)})"


def _link(model: str, member: Member) -> str:
    """Give the path of a row, as the database puts it together."""
    return f'func.concat("{member.here}", {model}.{attribute(member.column or "")}).label("{attribute(member.name)}")'


def leads_to_key(blueprint: Blueprint, through: Through) -> bool:
    """Tell whether what a way leads to stands in the join table itself: the key of the row at its end."""
    reference = blueprint.entity(through.entity).column(through.there).references if through.entity else None
    return reference is not None and reference.column == through.column


def tied_rows(blueprint: Blueprint, entity: Entity, through: Through, value: str, models: dict[str, str]) -> str:
    """Give the condition that ``through`` leads from a row of ``entity`` to ``value``; ``models`` names the classes."""
    far = far_entity(blueprint, entity, through)
    if through.entity is None or through.here is None:
        there, reference = models[far.name], entity.column(through.there).references
        matches = f"col({there}.{attribute(through.column)}) == {value}"
        key = attribute(reference.column) if reference else ""
        own = f"col({models[entity.name]}.{attribute(through.there)})"
        return f"{own}.in_(select({there}.{key}).where({matches}))"
    tie = blueprint.entity(through.entity)
    join = models[tie.name]
    near, other = tie.column(through.here).references, tie.column(through.there).references
    if near is None or other is None:
        raise ValueError(f"{tie.name} ties nothing")
    own = f"col({models[entity.name]}.{attribute(near.column)})"
    if leads_to_key(blueprint, through):
        held = f"col({join}.{attribute(through.there)}) == {value}"
        return f"{own}.in_(select({join}.{attribute(through.here)}).where({held}))"
    there = models[far.name]
    matches = f"col({there}.{attribute(through.column)}) == {value}"
    joined = f"col({there}.{attribute(other.column)}) == col({join}.{attribute(through.there)})"
    return f"{own}.in_(select({join}.{attribute(through.here)}).join({there}, {joined}).where({matches}))"
