/** What we use of it. */
declare module 'plotly.js-strict-dist-min' {
  interface Drawn {
    data: readonly object[];
    layout: object;
    frames: readonly object[];
    config: object;
  }

  const Plotly: {
    newPlot(box: HTMLElement, drawn: Drawn): Promise<unknown>;
    purge(box: HTMLElement): void;
    Plots: { resize(box: HTMLElement): Promise<unknown> };
  };
  export default Plotly;
}
