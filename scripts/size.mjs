// Fails when the script tag's file is larger than its budget.
import { BUDGETS } from '../bench/budgets.mjs';
import { compressed, kilobytes } from '../bench/size.mjs';

const size = compressed('dist/spoor.iife.js');
const budget = BUDGETS.scriptTagBytes;
console.log(`dist/spoor.iife.js takes ${kilobytes(size)} of ${kilobytes(budget)}, gzip.`);
if (size > budget) {
  console.error(
    'That is too much: make something smaller, or raise the budget in bench/budgets.mjs and say why in CONTRIBUTING.md.',
  );
  process.exit(1);
}
