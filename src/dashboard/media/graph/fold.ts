import type { Layer, Link, LoggedGraph } from './logged-graph';

/** What is drawn as one box: a layer, or a folded group of them. */
export interface Box {
  layer: Layer;
  /** How many layers it stands for. */
  count: number;
  /** The group that it is. */
  group?: string;
}

/** Names are looked through so far: nobody opens more groups within groups. */
const DEEPEST = 8;

/** The groups that a layer is in, the outermost first: `a/b/c` is in `a` and `a/b`. PyTorch has dots for slashes. */
function prefixesOf(name: string): string[] {
  const ends = [...name.matchAll(/[^/.](?=[/.])/g)].slice(0, DEEPEST);
  return ends.map(({ index }) => name.slice(0, index + 1));
}

/** The groups that a drawing can fold: layers that have a part of the name in common, and are not all there is. */
export function groupsIn(layers: readonly Layer[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { name } of layers) for (const group of prefixesOf(name)) counts.set(group, (counts.get(group) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > 1 && count < layers.length).map(([group]) => group));
}

/** The boxes of a graph whose groups are folded, but for those that are opened, and the links between them. */
export function fold(
  { layers, links }: LoggedGraph,
  groups: ReadonlySet<string>,
  opened: ReadonlySet<string>,
): { boxes: Box[]; links: Link[] } {
  const boxes: Box[] = [];
  const folded = new Map<string, number>();
  const boxOf = layers.map((layer) => {
    const group = prefixesOf(layer.name).find((prefix) => groups.has(prefix) && !opened.has(prefix));
    const known = group === undefined ? undefined : folded.get(group);
    if (known !== undefined) {
      add(boxes[known]!, layer);
      return known;
    }
    if (group === undefined) return boxes.push({ layer, count: 1 }) - 1;
    folded.set(group, boxes.length);
    return boxes.push({ layer: { ...layer, name: group }, count: 1, group }) - 1;
  });
  const drawn = new Map<string, Link>();
  for (const [from, to] of links) {
    const link: Link = [boxOf[from]!, boxOf[to]!];
    // What a group says to itself is folded with it.
    if (boxes[link[0]]!.group === undefined || link[0] !== link[1]) drawn.set(link.join(), link);
  }
  return { boxes, links: [...drawn.values()] };
}

/** A group gives what the last of its layers gives. */
function add(box: Box, { shape, parameters }: Layer): void {
  const known = box.layer.parameters;
  box.count++;
  box.layer.shape = shape;
  box.layer.parameters = known === null ? parameters : known + (parameters ?? 0);
}
