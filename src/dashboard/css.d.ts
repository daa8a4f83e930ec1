// A style sheet beside the component that it is for: vite puts it into the page.
declare module '*.css';
