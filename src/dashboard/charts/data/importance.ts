const QUALITY = /loss|acc|error|err\b|mse|mae|f1|auc|precision|recall|reward|return|score|perplexity|bleu|iou/i;
const BOOKKEEPING =
  /(^|[/._])(epochs?|steps?|batch(es)?|iter(ation)?s?|lr|learning_?rate|time|seconds|duration|fps|throughput)$/i;

/**
 * How much a metric tells of how well a run does: 0 for losses and scores, 2 for counters and the like, 1 for the rest.
 */
export function importanceOf(metric: string): 0 | 1 | 2 {
  if (BOOKKEEPING.test(metric)) return 2;
  return QUALITY.test(metric) ? 0 : 1;
}
