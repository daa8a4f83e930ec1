/**
 * TensorFlow.js and Spoor. The caller's own `tf` is passed in: this entry imports none.
 *
 * @module spoor/tfjs
 */
export { fitCallbacks, type FitCallbacksOptions } from './fit-callbacks';
export type { CallbackInstance, OwnCallback, PlainCallback, YieldEvery } from './tensorflow';
