import { SpoorError } from '../wire/index';
import { nextFrame } from './next-frame';
import type { CustomCallbackLike, TensorFlow, YieldEvery } from './tensorflow';

/** What tfjs calls of a callback, and what its own class calls it when the callback was given as a plain object. */
const HOOKS = {
  onTrainBegin: 'trainBegin',
  onTrainEnd: 'trainEnd',
  onEpochBegin: 'epochBegin',
  onEpochEnd: 'epochEnd',
  onBatchBegin: 'batchBegin',
  onBatchEnd: 'batchEnd',
  onYield: 'yield',
} as const;

type Member = { [name: string]: unknown };

/** tfjs' own list of all callbacks of one `fit`. */
interface List {
  callbacks: unknown[];
  setParams(params: unknown): void;
}

/**
 * What stands for callbacks of ours wherever tfjs may show it: a callback, a list of them, or a hook that tfjs has
 * taken from either.
 */
const OURS = new WeakMap<object, readonly CustomCallbackLike[]>();
const MENDED = new WeakSet<object>();

const MIXED =
  'tfjs goes by the first callback: in a list that begins with a plain object, or with a list, callbacks such as tf.callbacks.earlyStopping() cannot work. ' +
  'Begin it with [...fitCallbacks(run, { tf })], or let that have them all: fitCallbacks(run, { tf, callbacks: [...] }).';

/**
 * The list that `fitCallbacks` gives: ours, then the others, each as an instance of tfjs' class.
 *
 * @throws SpoorError `bad-option` when one of the others cannot be a callback.
 */
export function callbackList(
  tf: TensorFlow,
  own: CustomCallbackLike,
  others: unknown,
  yieldEvery: YieldEvery,
): CustomCallbackLike[] {
  mendLists(tf);
  const list = [own, ...instancesOf(tf, others, yieldEvery)];
  stamp(own, [own]);
  // Within another list it is asked for its hooks as if it were a callback; to copy it, or to compare it, these count
  // for nothing.
  const onTrainBegin = () => {
    throw new SpoorError(
      'bad-option',
      'fitCallbacks() gives a list of callbacks: spread it, as in [...fitCallbacks(run, { tf }), other].',
    );
  };
  Object.defineProperty(list, 'onTrainBegin', { value: onTrainBegin });
  stamp(list as unknown as Member, list);
  return list;
}

function stamp(owner: { onTrainBegin?: unknown }, callbacks: readonly CustomCallbackLike[]): void {
  OURS.set(owner, callbacks);
  OURS.set(owner.onTrainBegin as object, callbacks);
}

/**
 * tfjs takes each callback of a list for what the first one is: an instance, or a plain object. A list that has a
 * callback of ours is put right before training begins, by a method of tfjs' that sees all of it; other lists stay as
 * they are.
 */
function mendLists(tf: TensorFlow): void {
  const lists = tf.CallbackList?.prototype as List | undefined;
  if (!lists || MENDED.has(lists)) return;
  MENDED.add(lists);
  // oxlint-disable-next-line typescript/unbound-method -- called with the list that it is called on
  const { setParams } = lists;
  lists.setParams = function (params) {
    if (this.callbacks.some(oursIn)) this.callbacks = instancesOf(tf, this.callbacks, 'auto');
    setParams.call(this, params);
  };
}

/** The callbacks of ours that a member of a list stands for. */
function oursIn(member: unknown): readonly CustomCallbackLike[] | undefined {
  if (Object(member) !== member) return undefined;
  return OURS.get(member as object) ?? OURS.get(Object((member as Member)['trainBegin']));
}

function instancesOf(tf: TensorFlow, given: unknown, yieldEvery: YieldEvery): CustomCallbackLike[] {
  const ours = oursIn(given);
  if (ours?.includes(given as CustomCallbackLike)) return [given as CustomCallbackLike];
  const members: readonly unknown[] | undefined = ours ?? (Array.isArray(given) ? given : undefined);
  if (members) return members.flatMap((member) => instancesOf(tf, member, yieldEvery));
  // `condition && { … }`
  if (given === undefined || given === null || given === false) return [];
  if (typeof given !== 'object')
    throw new SpoorError('bad-option', `A callback must be an object, not a ${typeof given}.`);
  const instance = ('setParams' in given ? given : wrap(tf, given as Member, yieldEvery)) as Member;
  if (isWrapped(tf, instance)) throw new SpoorError('bad-option', MIXED);
  // While the page is hidden tfjs' own waits for a frame that never comes.
  if (tf.nextFrame && instance['nextFrameFunc'] === tf.nextFrame) instance['nextFrameFunc'] = nextFrame;
  return [instance as unknown as CustomCallbackLike];
}

/** As tfjs does it with a plain object. The hooks of an object with a class of its own keep their `this`. */
function wrap(tf: TensorFlow, callback: Member, yieldEvery: YieldEvery): CustomCallbackLike {
  const hooks = Object.keys(HOOKS).filter((hook) => typeof callback[hook] === 'function');
  const bound = Object.fromEntries(hooks.map((hook) => [hook, (callback[hook] as () => void).bind(callback)]));
  // The page breathes by our callback already.
  return new tf.CustomCallback(
    { ...bound, nextFrameFunc: nextFrame },
    hooks.includes('onYield') ? yieldEvery : 'never',
  );
}

/**
 * Whether tfjs has taken an instance of its classes for a plain object: the hooks that it has now would be called with
 * another `this`, or call themselves without end.
 */
function isWrapped(tf: TensorFlow, instance: Member): boolean {
  const own = tf.CustomCallback.prototype as unknown as Member;
  const base = Object.getPrototypeOf(own) as Member;
  return Object.entries(HOOKS).some(
    ([hook, kept]) => instance[kept] !== undefined && [own[hook], base[hook]].includes(instance[kept]),
  );
}
