import { render } from 'preact';
import { App } from './app';
import { showTheme, themeChoice } from './theme/theme';

showTheme(themeChoice());
render(<App />, document.getElementById('app')!);
