import type ts from 'typescript';

export declare function codesThrownBy(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): Set<string>;
