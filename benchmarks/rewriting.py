"""Functions written by somebody else: other names, and expressions that mean the same."""

from __future__ import annotations

import ast
import random
from copy import deepcopy
from dataclasses import dataclass, field

METHODS = {"sum", "max", "min", "mean"}
MIRRORED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Gt: ast.Lt,
    ast.Lt: ast.Gt,
    ast.Eq: ast.Eq,
    ast.NotEq: ast.NotEq,
}
NAMES = (
    *"abcdefghklmnopqrstuvwxz",
    "cls",
    "count",
    "diff",
    "flat",
    "grad",
    "idx",
    "margin",
    "num",
    "out",
    "part",
)


def rewritten(node: ast.FunctionDef, rng: random.Random, rate: float) -> ast.FunctionDef:
    """The same function, written by somebody else."""
    changed = _Rewriter(rng, rate).visit(deepcopy(node))
    assert isinstance(changed, ast.FunctionDef)
    return ast.fix_missing_locations(renamed(changed, rng))


def renamed(node: ast.FunctionDef, rng: random.Random) -> ast.FunctionDef:
    """With other names for what it binds; the parameters are the handout's."""
    node = deepcopy(node)
    kept = {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
    bound = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    words = [*rng.sample(NAMES, len(NAMES)), *(f"var_{at}" for at in range(len(bound)))]
    names = dict(zip(dict.fromkeys(bound), words, strict=False))
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and inner.id in names and inner.id not in kept:
            inner.id = names[inner.id]
    return node


@dataclass
class _Rewriter(ast.NodeTransformer):
    """Writes an expression in another way, each with the probability `rate`."""

    rng: random.Random
    rate: float
    fresh: int = field(default=0)

    def _chosen(self) -> bool:
        return self.rng.random() < self.rate

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if not self._chosen():
            return node
        left, right = node.left, node.right
        match node.op:
            case ast.MatMult():
                return self.rng.choice([_call(_np("dot"), left, right), _call(_of(left, "dot"), right)])
            case ast.Pow() if isinstance(right, ast.Constant) and right.value == 2:
                return self.rng.choice(
                    [ast.BinOp(left, ast.Mult(), deepcopy(left)), _call(_np("square"), left)]
                )
            case ast.Add() | ast.Mult():
                return ast.BinOp(right, node.op, left)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        return (_numpy_call(node) or _method_call(node) or node) if self._chosen() else node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Subscript(value=ast.Attribute(value=of, attr="shape"), slice=ast.Constant(value=0)):
                return _call(ast.Name("len", ast.Load()), of) if self._chosen() else node
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) == 1 and type(node.ops[0]) in MIRRORED and self._chosen():
            return ast.Compare(node.comparators[0], [MIRRORED[type(node.ops[0])]()], [node.left])
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.target, ast.Name) and self._chosen():
            return ast.Assign(
                [node.target], ast.BinOp(ast.Name(node.target.id, ast.Load()), node.op, node.value)
            )
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST | list[ast.stmt]:
        """A name for the left part of what is computed."""
        self.generic_visit(node)
        if isinstance(node.value, ast.BinOp) and not isinstance(node.value.left, ast.Name) and self._chosen():
            self.fresh += 1
            name = f"part_{self.fresh}"
            first = ast.Assign([ast.Name(name, ast.Store())], node.value.left)
            node.value.left = ast.Name(name, ast.Load())
            return [first, node]
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST | list[ast.stmt]:
        """Names for what is returned."""
        self.generic_visit(node)
        if not isinstance(node.value, ast.Tuple) or not self._chosen():
            return node
        made: list[ast.stmt] = []
        for at, element in enumerate(node.value.elts):
            if not isinstance(element, ast.Name):
                made.append(ast.Assign([ast.Name(f"end_{at}", ast.Store())], element))
                node.value.elts[at] = ast.Name(f"end_{at}", ast.Load())
        return [*made, node]


def _numpy_call(node: ast.Call) -> ast.expr | None:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr="dot"), args=[left, right]):
            return ast.BinOp(left, ast.MatMult(), right)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr="zeros_like"), args=[first]):
            return _call(_np("zeros"), _of(first, "shape"))
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr=attr), args=[first, *rest]):
            return ast.Call(_of(first, attr), rest, node.keywords) if attr in METHODS else None
    return None


def _method_call(node: ast.Call) -> ast.expr | None:
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[only]):
            return ast.Subscript(_of(only, "shape"), ast.Constant(0), ast.Load())
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"))):
            return None
        case ast.Call(func=ast.Attribute(value=value, attr="dot"), args=[right]):
            return ast.BinOp(value, ast.MatMult(), right)
        case ast.Call(func=ast.Attribute(value=value, attr=attr)) if attr in METHODS:
            return ast.Call(_np(attr), [value, *node.args], node.keywords)
    return None


def _np(name: str) -> ast.expr:
    return _of(ast.Name("np", ast.Load()), name)


def _of(value: ast.expr, name: str) -> ast.expr:
    return ast.Attribute(value, name, ast.Load())


def _call(function: ast.expr, *arguments: ast.expr) -> ast.expr:
    return ast.Call(function, list(arguments), [])
