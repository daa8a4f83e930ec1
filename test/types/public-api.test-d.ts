import * as tf from '@tensorflow/tfjs';
import { describe, expectTypeOf, it } from 'vitest';
import {
  deleteRun,
  exportRun,
  finish,
  Histogram,
  Image,
  init,
  isSpoorError,
  log,
  runs,
  SpoorError,
} from '../../src/index';
import type {
  InitOptions,
  LiveRecord,
  ProblemCode,
  Run,
  RunMode,
  RunStatus,
  TensorLike,
  Values,
} from '../../src/index';
import { deliverInBackground, type BackgroundOptions } from '../../src/service-worker/index';
import { fitCallbacks } from '../../src/tfjs/index';

declare const run: Run;

describe('init', () => {
  it('needs a project and knows its options', () => {
    expectTypeOf(init).parameter(0).toEqualTypeOf<InitOptions>();
    expectTypeOf(init({ project: 'p' })).resolves.toEqualTypeOf<Run>();
    expectTypeOf<InitOptions['mode']>().toEqualTypeOf<RunMode | undefined>();
    expectTypeOf<RunMode>().toEqualTypeOf<'online' | 'offline' | 'disabled'>();
    // @ts-expect-error no project
    void init({});
    // @ts-expect-error an option that does not exist
    void init({ project: 'p', nmae: 'x' });
    // @ts-expect-error W&B's "dryrun" is called "offline" here
    void init({ project: 'p', mode: 'dryrun' });
    // @ts-expect-error tags are a list
    void init({ project: 'p', tags: 'baseline' });
    // @ts-expect-error a setting that does not exist
    void init({ project: 'p', settings: { interval: 1 } });
  });

  it('takes a token, or a function that fetches one, at once or later', () => {
    void init({ project: 'p', token: 'secret' });
    void init({ project: 'p', token: () => 'secret' });
    void init({ project: 'p', token: async ({ project, entity, runId }) => `${project}${entity ?? ''}${runId}` });
    // @ts-expect-error a number is not a token
    void init({ project: 'p', token: 7 });
  });

  it('takes a configuration of any type, an interface too', () => {
    interface Hyperparameters {
      lr: number;
      layers: number[];
    }
    const config: Hyperparameters = { lr: 0.1, layers: [1] };
    void init({ project: 'p', config });
    void init({ project: 'p', config: { when: new Date(), nested: { a: [1n] } } });
  });
});

describe('log', () => {
  it('takes an object of anything, and returns nothing', () => {
    expectTypeOf(run.log({ loss: 0.1 })).toEqualTypeOf<void>();
    expectTypeOf(log({ loss: 0.1 }, { step: 3, commit: false })).toEqualTypeOf<void>();
    run.log({
      a: new Float32Array(3),
      b: tf.scalar(1),
      c: new Histogram([1]),
      d: [new Image(new Blob())],
      e: { f: null },
    });
    // @ts-expect-error a number is not a row
    run.log(0.1);
    // @ts-expect-error a step is a number
    run.log({}, { step: '1' });
    // @ts-expect-error an option that does not exist
    run.log({}, { stepp: 1 });
  });

  it('takes a value whose type is an interface', () => {
    interface Metrics {
      loss: number;
      accuracy?: number;
    }
    const metrics: Metrics = { loss: 1 };
    run.log({ ...metrics });
    run.log(metrics);
    run.log(new Map([['loss', 1]]));
    run.log(new FormData());
    run.config = new URLSearchParams('lr=0.1');
    // @ts-expect-error a list has no names
    run.log(new Set([1]));
  });
});

describe('Run', () => {
  it('has no member of type any', () => {
    type Members = { [name in keyof Run]: 0 extends 1 & Run[name] ? name : never }[keyof Run];
    expectTypeOf<Members>().toEqualTypeOf<never>();
    type Statuses = { [name in keyof RunStatus]: 0 extends 1 & RunStatus[name] ? name : never }[keyof RunStatus];
    expectTypeOf<Statuses>().toEqualTypeOf<never>();
  });

  it('says what its properties are, and lets none be set', () => {
    expectTypeOf(run.id).toEqualTypeOf<string>();
    expectTypeOf(run.name).toEqualTypeOf<string | null>();
    expectTypeOf(run.url).toEqualTypeOf<string | null>();
    expectTypeOf(run.step).toEqualTypeOf<number>();
    expectTypeOf(run.startTime).toEqualTypeOf<Date>();
    expectTypeOf(run.signal).toEqualTypeOf<AbortSignal>();
    expectTypeOf(run.resumed).toEqualTypeOf<boolean>();
    expectTypeOf(run.config).toEqualTypeOf<LiveRecord>();
    // @ts-expect-error
    run.id = 'x';
    // @ts-expect-error
    run.mode = 'offline';
  });

  it('has a config and a summary to read and to assign', () => {
    run.config['lr'] = 0.1;
    run.summary['best'] = { loss: 1, at: [3] };
    expectTypeOf(run.summary['best']).not.toBeAny();
    expectTypeOf<LiveRecord['update']>().toEqualTypeOf<(values: Values) => void>();
    // @ts-expect-error a function cannot be logged
    run.config['lr'] = () => 1;
  });

  it('tells listeners what they listen for', () => {
    expectTypeOf(run.on('status', (status) => expectTypeOf(status).toEqualTypeOf<RunStatus>())).toEqualTypeOf<
      () => void
    >();
    run.on('drop', ({ reason, detail }) => {
      expectTypeOf(reason).toEqualTypeOf<ProblemCode>();
      expectTypeOf(detail).toEqualTypeOf<string>();
    });
    // @ts-expect-error an event that does not exist
    run.on('stopped', () => undefined);
  });

  it('ends with a promise that says whether the end was delivered', () => {
    expectTypeOf(run.finish()).resolves.toEqualTypeOf<{ delivered: boolean }>();
    expectTypeOf(finish({ exitCode: 1 })).resolves.toEqualTypeOf<{ delivered: boolean }>();
    expectTypeOf(run.flush()).resolves.toEqualTypeOf<void>();
    expectTypeOf(run.synced()).resolves.toEqualTypeOf<void>();
    expectTypeOf(run).toExtend<AsyncDisposable>();
    // @ts-expect-error
    void run.finish(1);
  });
});

describe('errors', () => {
  it('are told apart by their code', () => {
    const caught: unknown = null;
    if (isSpoorError(caught)) expectTypeOf(caught.code).toEqualTypeOf<ProblemCode>();
    expectTypeOf<SpoorError>().toExtend<Error>();
    // @ts-expect-error a code that does not exist
    void (new SpoorError('x', 'y').code === 'no-projekt');
  });
});

describe('tensors of the real TensorFlow.js', () => {
  it('are TensorLike, whatever their rank', () => {
    expectTypeOf<tf.Tensor>().toExtend<TensorLike>();
    expectTypeOf<tf.Scalar>().toExtend<TensorLike>();
    expectTypeOf<tf.Variable>().toExtend<TensorLike>();
    void new Image(tf.ones([2, 2]));
    void new Histogram(tf.ones([2, 2]), { bins: 3 });
    void new Histogram(BigInt64Array.of(1n), { edges: Float64Array.of(0, 1) });
    // @ts-expect-error a string is not a picture
    void new Image('cat.png');
  });
});

describe('deleteRun', () => {
  it('takes a run that has ended, or what runs() lists', () => {
    expectTypeOf(deleteRun(run)).resolves.toEqualTypeOf<void>();
    void runs().then(([stored]) => deleteRun(stored!));
    // @ts-expect-error an id does not say of which project
    void deleteRun('abc');
  });
});

describe('exportRun', () => {
  it('takes an open run, or what runs() lists', () => {
    expectTypeOf(exportRun(run)).resolves.toEqualTypeOf<File>();
    void runs().then(([stored]) => exportRun(stored!));
    // @ts-expect-error an id does not say of which project
    void exportRun('abc');
  });
});

describe('fitCallbacks', () => {
  it('accepts the real tf, and model.fit and model.fitDataset accept what it gives', () => {
    const model = tf.sequential();
    const callbacks = fitCallbacks(run, { tf, every: 10, yieldEvery: 'batch' });
    void model.fit(tf.ones([1]), tf.ones([1]), { callbacks });
    void model.fitDataset(tf.data.array([{ xs: [1], ys: [1] }]) as unknown as tf.data.Dataset<tf.TensorContainer>, {
      epochs: 1,
      callbacks,
    });
    void model.fit(tf.ones([1]), tf.ones([1]), { callbacks: [...callbacks, tf.callbacks.earlyStopping()] });
    // Beside plain objects, and with both in one list.
    void model.fit(tf.ones([1]), tf.ones([1]), {
      callbacks: [...callbacks, { onEpochEnd: (epoch: number, logs?: tf.Logs) => void [epoch, logs?.['loss']] }],
    });
    void model.fit(tf.ones([1]), tf.ones([1]), {
      callbacks: [...callbacks, tf.callbacks.earlyStopping(), { onTrainEnd: () => undefined }],
    });
    void model.fit(tf.ones([1]), tf.ones([1]), {
      callbacks: fitCallbacks(run, { tf, callbacks: [{ onTrainEnd: () => undefined }, tf.callbacks.earlyStopping()] }),
    });
    // What @tensorflow/tfjs-vis gives.
    const shown = {} as { [callback: string]: (iteration: number, logs?: tf.Logs) => Promise<void> };
    fitCallbacks(run, {
      tf,
      callbacks: [
        shown,
        tf.callbacks.earlyStopping(),
        [{ onBatchEnd: async (batch, logs) => void [batch + 1, logs?.['loss']] }],
      ],
    });
    fitCallbacks(run, { tf, callbacks: false });
    // @ts-expect-error a function is not a callback
    fitCallbacks(run, { tf, callbacks: () => undefined });
    // @ts-expect-error nor is a list of functions
    fitCallbacks(run, { tf, callbacks: [() => undefined] });
    expectTypeOf(callbacks).toExtend<tf.CustomCallback[]>();
    expectTypeOf(callbacks).not.toBeAny();
    // @ts-expect-error it needs tf
    fitCallbacks(run, {});
    // @ts-expect-error no such option
    fitCallbacks(run, { tf, evry: 3 });
    // @ts-expect-error no such rhythm
    fitCallbacks(run, { tf, yieldEvery: 'sometimes' });
  });
});

describe('deliverInBackground', () => {
  it('takes server and token as init does, or nothing', () => {
    expectTypeOf(deliverInBackground).parameter(0).toEqualTypeOf<BackgroundOptions | undefined>();
    expectTypeOf<BackgroundOptions>().toEqualTypeOf<Pick<InitOptions, 'baseUrl' | 'token'>>();
    deliverInBackground();
    deliverInBackground({ baseUrl: 'https://h', token: async ({ project }) => project });
    // @ts-expect-error a service worker has no project
    deliverInBackground({ project: 'p' });
  });
});
