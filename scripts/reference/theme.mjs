// How a member looks in the reference: its signature, what it promises, errors, examples; and nothing that the
// signature has said already.
import { MarkdownTheme, MarkdownThemeContext } from 'typedoc-plugin-markdown';

export class HouseTheme extends MarkdownTheme {
  getRenderContext(page) {
    return new HouseContext(this, page, this.application.options);
  }
}

class HouseContext extends MarkdownThemeContext {
  constructor(...args) {
    super(...args);
    const { comment, parametersTable, signatureTitle } = this.partials;
    Object.assign(this.partials, {
      inheritance: () => '',
      hierarchy: () => '',
      // A heading for each tag would drown the names of the members.
      comment: (model, options) => comment(model, { ...options, headingLevel: undefined }),
      signature: (model) => {
        const { parameters = [], comment: said = model.parent?.comment } = model;
        return [
          signatureTitle(model),
          said && this.partials.comment(said, { showTags: false }),
          parameters.some(isDescribed) && parametersTable(parameters),
          said && this.partials.comment(said, { showSummary: false, showReturns: true }),
        ]
          .filter(Boolean)
          .join('\n\n');
      },
    });
  }
}

function isDescribed({ comment, type }) {
  return Boolean(comment) || type?.declaration?.children?.some(isDescribed);
}
