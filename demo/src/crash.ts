/**
 * Ends the process of this tab, as a crash would: no event is fired, no last word is said. An array of 2^28 elements is
 * more than V8 can hold, and V8 does not throw for it, it ends the process. An engine that throws instead gets a loop
 * without end; the browser will offer to stop the page.
 */
export function crashTab(): never {
  try {
    'x'.repeat(2 ** 28).split('');
  } catch (error) {
    console.warn('This engine survives what ends V8; the page now loops for ever instead.', error);
  }
  for (;;);
}
