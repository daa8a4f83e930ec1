import type { Host } from './texts';

/** Figures of Plotly, as JSON, that would load, link elsewhere, run, or keep the page busy. */
export function figuresOf(host: Host): string[] {
  const link = '<a href="javascript:document.title=1" target="_self">link</a><a href="HOST/a">far</a>';
  const styled = '<span style="fill:url(HOST/f.svg#a);filter:url(HOST/g.svg#a)">styled</span>';
  const raw = '<img src=x onerror="document.title=1"><script>document.title=1</script><svg onload="document.title=1">';
  const label = `${link}${styled}${raw}`;
  const trace = { type: 'scatter', x: [1, 2], y: [1, 2], name: label, text: [label, label], mode: 'text+markers' };
  const figures: object[] = [
    {
      data: [
        { ...trace, hovertemplate: label },
        { ...trace, meta: ['<'], name: '%{meta[0]}a href="HOST/m">late</a>' },
      ],
      layout: {
        title: { text: label },
        xaxis: { title: { text: label }, ticktext: [label], tickvals: [1] },
        annotations: [{ text: label, x: 1, y: 1, hovertext: label }],
        images: [{ source: 'HOST/i.png', x: 0, y: 1, sizex: 1, sizey: 1 }],
        font: { family: 'url(HOST/f.woff)', shadow: '1px 1px 1px url(HOST/s.svg#a)' },
        paper_bgcolor: 'url(HOST/bg.png)',
        modebar: { add: ['sendDataToCloud', 'editInChartStudio'] },
        updatemenus: [{ buttons: [{ label, method: 'relayout', args: ['images[0].source', 'HOST/u.png'] }] }],
        geo: { scope: 'europe' },
        map: { style: 'HOST/style.json' },
        template: { layout: { images: [{ source: 'HOST/t.png' }], modebar: { add: ['sendDataToCloud'] } } },
      },
      config: { plotlyServerURL: 'HOST', showLink: true, topojsonURL: 'HOST/', showSendToCloud: true, editable: true },
    },
    {
      data: [
        { type: 'image', source: 'HOST/image.png' },
        { type: 'table', cells: { values: [[label]] } },
      ],
    },
    {
      data: [
        { type: 'pie', labels: [label], values: [1] },
        { type: 'sunburst', labels: [label], parents: [''] },
      ],
    },
    { data: [{ type: 'sankey', node: { label: [label, label] }, link: { source: [0], target: [1], value: [1] } }] },
    { data: [{ type: 'scattergeo', lon: [1], lat: [2], geojson: 'HOST/geo.json' }] },
    { data: [{ type: 'choroplethmap', geojson: 'HOST/geo.json', locations: ['a'], z: [1] }] },
    { data: [{ type: 'scattermapbox', lon: [1], lat: [2] }], layout: { mapbox: { style: 'HOST/style' } } },
    // Nothing lies over its points, so that the pointer finds them.
    { data: [{ ...trace, hovertemplate: label }], layout: { showlegend: false, hoverdistance: -1 } },
    { data: [trace], layout: JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') },
    // These would keep the page busy for good.
    { data: [trace], layout: { xaxis: { minor: { dtick: 1e-12, showgrid: true } } } },
    { data: [{ type: 'contour', z: [[0, 1]], ncontours: 1e9 }] },
  ];
  return figures.map((figure) => JSON.stringify(figure).replaceAll('HOST', host));
}
