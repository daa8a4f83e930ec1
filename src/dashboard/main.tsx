import { render } from 'preact';
import { App } from './app';
import { SourceContext } from './source/context';
import { httpSource } from './source/http/http-source';
import { showTheme, themeChoice } from './theme/theme';

showTheme(themeChoice());
render(
  <SourceContext.Provider value={httpSource}>
    <App />
  </SourceContext.Provider>,
  document.getElementById('app')!,
);
