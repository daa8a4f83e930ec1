// Which codes a function throws, found by following its calls through src. What happens behind a worker, an interface
// or a library is not followed.
import ts from 'typescript';

/** The callbacks of these run before they return, so what they throw, the caller throws. */
const CALLS_AT_ONCE = /^(map|flatMap|forEach|filter|some|every|find|reduce)$/;

/**
 * @param {ts.Symbol | undefined} symbol of a function, a method, a constructor, or an accessor
 * @param {ts.TypeChecker} checker
 * @returns {Set<string>}
 */
export function codesThrownBy(symbol, checker) {
  const codes = new Set();
  const seen = new Set();
  for (const declaration of symbol?.declarations ?? []) follow(declaration);
  return codes;

  /** @param {ts.Node | undefined} declaration */
  function follow(declaration) {
    if (!declaration?.body || seen.has(declaration)) return;
    seen.add(declaration);
    visit(declaration.body);
  }

  /** @param {ts.Node} node */
  function visit(node) {
    // A function that is made here runs when it is called.
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isTryStatement(node) && node.catchClause && !throwsAgain(node.catchClause)) {
      visit(node.catchClause);
      if (node.finallyBlock) visit(node.finallyBlock);
      return;
    }
    if (ts.isThrowStatement(node)) thrown(node.expression);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const callee = checker.getResolvedSignature(node)?.declaration;
      const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : '';
      follow(callee);
      if (callee?.body || CALLS_AT_ONCE.test(name))
        for (const argument of node.arguments ?? []) if (ts.isFunctionLike(argument)) follow(argument);
    }
    ts.forEachChild(node, visit);
  }

  /** @param {ts.Expression} expression */
  function thrown(expression) {
    if (isSpoorError(expression)) {
      const [code] = expression.arguments ?? [];
      if (code && ts.isStringLiteral(code)) codes.add(code.text);
    } else if (ts.isCallExpression(expression)) {
      // A function that makes the error.
      const maker = checker.getResolvedSignature(expression)?.declaration;
      if (maker?.body)
        ts.forEachChild(maker, function look(node) {
          if (isSpoorError(node)) thrown(node);
          ts.forEachChild(node, look);
        });
    }
  }
}

/** @param {ts.Node} node */
function isSpoorError(node) {
  return ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'SpoorError';
}

/** @param {ts.Node} node */
function throwsAgain(node) {
  return ts.isThrowStatement(node) || ts.forEachChild(node, (child) => throwsAgain(child) || undefined) === true;
}
