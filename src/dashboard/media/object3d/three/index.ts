export { load, type Shown } from './load';
export { openViewer, type Viewer } from './viewer';
