import { readFileSync } from 'node:fs';

/** The blocks of code of one language in a page of the documentation, in order. */
export function codeIn(document: string, language: string): string[] {
  const text = readFileSync(document, 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1]!);
}
