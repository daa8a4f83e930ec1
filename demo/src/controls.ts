import { crashTab } from './crash';
import { tell } from './diary';
import { element, setText } from './element';
import { cutOff, type ProxyState } from './network-switch';
import { putRunIdInAddress } from './run-address';

/** Makes the switch and the buttons work. `onCut` hears when the page is cut off or mended. */
export function bindControls(proxy: ProxyState | null, onCut: (isCut: boolean) => void): void {
  const network = element('network', HTMLButtonElement);
  const show = (isCut: boolean) => {
    network.ariaChecked = String(!isCut);
    setText('network-state', isCut ? 'cut' : 'connected');
    onCut(isCut);
  };
  if (proxy) {
    show(proxy.cut);
    network.addEventListener('click', () => {
      const cut = network.ariaChecked === 'true';
      void cutOff(cut).then((state) => {
        if (!state) return;
        show(state.cut);
        tell(
          state.cut ? 'Cut off from the server. Training goes on, rows gather on this disk.' : 'The network is back.',
        );
      });
    });
  } else {
    network.disabled = true;
    setText('network-state', 'no proxy');
    setText('network-note', 'Works with npm start, which runs a proxy that can be cut.');
  }
  element('reload', HTMLButtonElement).addEventListener('click', () => location.reload());
  element('crash', HTMLButtonElement).addEventListener('click', () => crashTab());
  element('again', HTMLButtonElement).addEventListener('click', () => {
    putRunIdInAddress(null);
    location.reload();
  });
}
