// Rules of oxlint for what is written between the code: comments and sentences. See .oxlintrc.json.

/** The widest line of a comment, in columns. The formatter holds it for code, and leaves comments as they are. */
const WIDTH = 120;

/** Phrases that a reader has to read twice, and what to write instead. "There is no …" is plain. */
const PHRASES = [
  {
    found: /(?<!\bthere )\b(?:is|are|was|were) (?:no(?! (?:longer|more|matter))|none)\b(?! at)/i,
    instead: '"is not …"',
  },
  { found: /\bmust be one\b(?! of)/i, instead: 'what it must be' },
  { found: /\ba text\b/i, instead: '"a string" or "text"' },
];

const phraseRule = {
  meta: { type: 'suggestion', docs: { description: 'plain words in comments and sentences' } },
  create(context) {
    const check = (node, text) => {
      for (const { found, instead } of PHRASES) {
        const [phrase] = found.exec(text.replaceAll(/\s*\n\s*\*?\s*/g, ' ')) ?? [];
        if (phrase) context.report({ node, message: `"${phrase}" is hard to read; write ${instead}.` });
      }
    };
    return {
      Program: () => context.sourceCode.getAllComments().forEach((comment) => check(comment, comment.value)),
      Literal: (node) => typeof node.value === 'string' && node.value.includes(' ') && check(node, node.value),
      TemplateElement: (node) => check(node, node.value.raw),
    };
  },
};

const widthRule = {
  meta: { type: 'layout', docs: { description: `comments of at most ${WIDTH} columns` } },
  create(context) {
    return {
      Program() {
        const { lines } = context.sourceCode;
        for (const comment of context.sourceCode.getAllComments()) {
          const { start, end } = comment.loc;
          for (let line = start.line; line <= end.line; line++) {
            const { length } = lines[line - 1];
            // Behind code, it is the formatter that has left the line so long.
            if (line === start.line && lines[line - 1].slice(0, start.column).trim() !== '') continue;
            if (length > WIDTH)
              context.report({
                node: comment,
                message: `A line of a comment has ${length} columns, more than ${WIDTH}.`,
              });
          }
        }
      },
    };
  },
};

export default { meta: { name: 'plain' }, rules: { phrase: phraseRule, width: widthRule } };
