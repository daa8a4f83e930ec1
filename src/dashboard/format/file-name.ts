/** A metric as a part of the name of a file, in which slashes would make folders. */
export function fileNameOf(metric: string): string {
  return metric.replace(/[/\\]/g, '_');
}
