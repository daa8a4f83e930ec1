import { describe, expect, it } from 'vitest';
import { BOX, layOut } from '../../../../../src/dashboard/media/graph/layout';

/** The numbers of a path: where it begins, and where it ends. */
function endsOf(path: string): { from: number[]; to: number[] } {
  const numbers = path.match(/-?\d+/g)!.map(Number);
  return { from: numbers.slice(0, 2), to: numbers.slice(-2) };
}

describe('layOut', () => {
  it('puts each box below those that lead to it, and none upon another', () => {
    const links = [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
      [0, 3],
    ] as const;
    const { width, height, boxes, links: paths } = layOut(4, links)!;
    for (const [from, to] of links) expect(boxes[to]!.y).toBeGreaterThan(boxes[from]!.y + BOX.height);
    expect(Math.abs(boxes[1]!.x - boxes[2]!.x)).toBeGreaterThan(BOX.width);
    for (const { x, y } of boxes) {
      expect(x).toBeGreaterThan(BOX.width / 2);
      expect(x).toBeLessThan(width - BOX.width / 2);
      expect(y).toBeLessThan(height - BOX.height / 2);
    }
    for (const [link, path] of paths.entries()) {
      const [from, to] = links[link]!;
      expect(endsOf(path)).toEqual({
        from: [Math.round(boxes[from]!.x), boxes[from]!.y + BOX.height / 2],
        to: [Math.round(boxes[to]!.x), boxes[to]!.y - BOX.height / 2],
      });
    }
  });

  it('leads a link past the boxes of the rows that it crosses', () => {
    const { boxes, links } = layOut(3, [
      [0, 1],
      [1, 2],
      [0, 2],
    ])!;
    const x = Number(/ (-?\d+) -?\d+V/.exec(links[2]!)![1]);
    expect(Math.abs(x - boxes[1]!.x)).toBeGreaterThan(BOX.width / 2);
  });

  it('draws circles, loops and links there and back', () => {
    const { boxes, links } = layOut(3, [
      [0, 1],
      [1, 2],
      [2, 0],
      [1, 1],
      [1, 0],
    ])!;
    expect(boxes[0]!.y).toBeLessThan(boxes[1]!.y);
    expect(boxes[1]!.y).toBeLessThan(boxes[2]!.y);
    // It begins below and ends above.
    const { from, to } = endsOf(links[2]!);
    expect([from[1], to[1]]).toEqual([boxes[2]!.y - BOX.height / 2, boxes[0]!.y + BOX.height / 2]);
    expect(links[4]).not.toBe(links[0]);
    for (const link of links) expect(link).not.toContain('NaN');
  });

  it('leaves nothing empty beside the boxes', () => {
    const links = [
      [0, 1],
      [1, 2],
      [1, 3],
      [1, 4],
      [2, 5],
      [3, 5],
      [4, 5],
      [5, 6],
      [0, 6],
    ] as const;
    const { width, boxes } = layOut(7, links)!;
    const margin = 14;
    expect(Math.min(...boxes.map(({ x }) => x))).toBeCloseTo(margin + BOX.width / 2);
    expect(width - Math.max(...boxes.map(({ x }) => x))).toBeLessThan(BOX.width);
  });

  it('gives up on what would take long', () => {
    const all = Array.from({ length: 200 * 200 }, (_, i): [number, number] => [i % 200, Math.floor(i / 200)]);
    expect(layOut(200, all)).toBeNull();
  });

  it('draws boxes without links, and none at all', () => {
    expect(layOut(3, [])!.boxes).toHaveLength(3);
    expect(layOut(0, [])).toMatchObject({ boxes: [], links: [] });
  });
});
