"""Every GraphQL document that the installed client can send, those in its Python modules and those in its Go program, and the inputs that it fills in."""

import ast
import importlib
import pathlib
import re
import sys

import wandb
from interop import result

FOLDER = pathlib.Path(wandb.__file__).parent
DOCUMENT = re.compile(r"(?:\s|#[^\n]*\n)*(?:query|mutation|subscription|fragment)\b[^{]*\{")
NAME = re.compile(r"\b(?:query|mutation|subscription|fragment)\s+(\w+)")


class Unknown(Exception):
    """An expression whose text is made only when the program runs."""


class Texts(ast.NodeVisitor):
    """The texts of one module, put together as the module does it where that can be said without running it."""

    def __init__(self, tree, otherwise):
        self.found = []
        self._parts = set()
        # Of `a if … else b`, the first or the other: both are read, one after the other.
        self._otherwise = otherwise
        self._scopes = [{}]
        self._fill(tree.body)
        self.visit(tree)

    def documents(self):
        return [(text, line) for text, line in self.found if text not in self._parts]

    def visit_FunctionDef(self, node):
        self._scopes.append({})
        self._fill(node.body)
        self.generic_visit(node)
        self._scopes.pop()

    visit_AsyncFunctionDef = visit_FunctionDef

    def generic_visit(self, node):
        if isinstance(node, (ast.Constant, ast.JoinedStr, ast.BinOp, ast.Call)):
            try:
                return self._note(self._fold(node), node)
            except Unknown:
                if isinstance(node, ast.JoinedStr):
                    return self._note("".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values), node)
        super().generic_visit(node)

    def _note(self, text, node):
        if DOCUMENT.match(text):
            self.found.append((text, node.lineno))

    def _fill(self, statements):
        for statement in statements:
            target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
            if isinstance(target, ast.Name) and getattr(statement, "value", None) is not None:
                try:
                    self._scopes[-1][target.id] = self._fold(statement.value)
                except Unknown:
                    pass

    def _fold(self, node):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.FormattedValue):
            return self._part(node.value)
        if isinstance(node, ast.JoinedStr):
            return "".join(self._fold(part) for part in node.values)
        if isinstance(node, ast.IfExp):
            return self._fold(node.orelse if self._otherwise else node.body)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._part(node.left) + self._part(node.right)
        if isinstance(node, ast.Name):
            for scope in reversed(self._scopes):
                if node.id in scope:
                    return scope[node.id]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "replace"):
            text = self._part(node.func.value)
            return getattr(text, node.func.attr)(*map(self._part, node.args), **{one.arg: self._part(one.value) for one in node.keywords})
        raise Unknown

    def _part(self, node):
        text = self._fold(node)
        # A fragment is checked by itself, too: some documents that contain it are made only at run time.
        if not re.match(r"\s*fragment", text):
            self._parts.add(text)
        return text


def python_documents():
    for path in sorted(FOLDER.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        # To read all of the client's modules would take a minute.
        if not NAME.search(source):
            continue
        tree = ast.parse(source)
        for otherwise in (False, True):
            for text, line in Texts(tree, otherwise).documents():
                yield {"source": f"{path.relative_to(FOLDER)}:{line}", "text": text}


def core_documents():
    """The texts in the program's data, which follow each other without a mark between them: braces tell where one ends."""
    data = (FOLDER / "bin" / ("wandb-core.exe" if sys.platform == "win32" else "wandb-core")).read_bytes().decode("latin-1")
    for found in re.finditer(r"(?:query|mutation) [A-Z]\w+ (?=\(\$|\{\n)", data):
        end = closing(data, found.start())
        while fragment := re.match(r"\s*fragment \w+ on \w+ \{", data[end : end + 200]):
            end = closing(data, end + fragment.start())
        yield {"source": "wandb-core", "text": data[found.start() : end]}


def closing(data, start):
    depth = 0
    for place in range(data.index("{", start), len(data)):
        depth += {"{": 1, "}": -1}.get(data[place], 0)
        if depth == 0:
            return place + 1
    raise ValueError(data[start : start + 80])


def inputs():
    """The fields of each input type for which the client has a class."""
    for path in sorted(FOLDER.rglob("_generated/input_types.py")):
        module = importlib.import_module(".".join(("wandb", *path.relative_to(FOLDER).with_suffix("").parts)))
        for name, value in vars(module).items():
            if name.endswith("Input") and hasattr(value, "model_fields"):
                yield name, [field.alias or key for key, field in value.model_fields.items()]


documents = {}
for document in [*python_documents(), *core_documents()]:
    documents.setdefault(document["text"], {**document, "name": NAME.search(document["text"]).group(1)})
result({"operations": list(documents.values()), "inputs": dict(inputs())})
