import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { useSize } from '../../charts/in-view';
import { formatApart } from '../../format/number';
import { useColors, type Colors } from '../../theme/colors';
import type { Histogram } from './histogram';

/** The histogram of one step. */
export interface Column {
  /** Its step, or its line. */
  name: number;
  histogram: Histogram;
}

/** How histograms are drawn that follow each other, on the range that they share. */
export interface StepsViewProps {
  label: string;
  columns: readonly Column[];
  range: [number, number];
  chosen: number;
  /** What lies under the pointer: a step, and a value; null when it has left. */
  onHover: (point: { index: number; value: number } | null) => void;
  onChoose: (index: number) => void;
}

/** Where a point is, in parts of the width from the left, and of the height from the top. */
export interface Place {
  x: number;
  y: number;
}

interface StepsCanvasProps extends Pick<StepsViewProps, 'onHover' | 'onChoose'> {
  label: string;
  class: string;
  /** What is written at the left, from top to bottom, and below, from left to right. */
  left: readonly string[];
  /** Where the first of them has its foot, in parts of the height; left out: it begins at the top. */
  leftFrom?: number;
  below: readonly string[];
  /** Draws in pixels of the screen. It is called anew whenever it is another function. */
  draw: (context: CanvasRenderingContext2D, colors: Colors) => void;
  pointAt: (place: Place) => { index: number; value: number };
  /** What lies over the canvas. */
  children?: ComponentChildren;
}

/** In CSS pixels, that of the labels. */
const FONT = 11;

/** A canvas with its axes, which tells what lies under the pointer. */
export function StepsCanvas(props: StepsCanvasProps) {
  const { label, left, leftFrom = 0, below, draw, pointAt, onHover, onChoose, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useSize(box);
  const colors = useColors();
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || width === 0 || height === 0) return;
    context.canvas.width = Math.round(width * devicePixelRatio);
    context.canvas.height = Math.round(height * devicePixelRatio);
    draw(context, colors);
  }, [draw, width, height, colors]);

  const at = (event: MouseEvent) => {
    const bounds = box.current!.getBoundingClientRect();
    const part = (offset: number, length: number) => Math.max(0, Math.min(1, offset / Math.max(1, length)));
    return pointAt({
      x: part(event.clientX - bounds.left, bounds.width),
      y: part(event.clientY - bounds.top, bounds.height),
    });
  };
  return (
    <div class={`heat ${props.class}`}>
      <div class="heat-left" aria-hidden="true" style={{ paddingTop: `${Math.max(0, leftFrom * height - FONT)}px` }}>
        {left.map((text, index) => (
          <span key={index}>{text}</span>
        ))}
      </div>
      <div
        ref={box}
        class="heat-box"
        role="img"
        aria-label={label}
        onPointerMove={(event) => onHover(at(event))}
        onPointerLeave={() => onHover(null)}
        onClick={(event) => onChoose(at(event).index)}
      >
        <canvas ref={canvas} class="heat-canvas" />
        {children}
      </div>
      <div class="heat-below" aria-hidden="true">
        {below.map((text, index) => (
          <span key={index}>{text}</span>
        ))}
      </div>
    </div>
  );
}

/** The first step, the one in the middle, and the last one, as an axis has them. */
export function stepLabels(columns: readonly Column[]): string[] {
  const names = columns.map((column) => column.name);
  const some = names.length < 3 ? names : [names[0]!, names[Math.floor((names.length - 1) / 2)]!, names.at(-1)!];
  return formatApart(some, true);
}

/** The least value, the one in the middle, and the largest one. */
export function valueLabels([least, most]: [number, number]): string[] {
  return formatApart([least, (least + most) / 2, most]);
}
