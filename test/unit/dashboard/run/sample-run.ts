import type { Run } from '../../../../src/dashboard/source/run';

/** A run that has logged nothing, with what a test wants otherwise. */
export function sampleRun(wanted: Partial<Run> = {}): Run {
  return {
    id: 'r1',
    name: 'first',
    state: 'finished',
    createdAt: 1_000_000,
    heartbeatAt: 1_060_000,
    lineCount: 0,
    outputCount: 0,
    eventCount: 0,
    tags: [],
    group: null,
    jobType: null,
    sweep: null,
    forkedFrom: undefined,
    notes: null,
    exitCode: null,
    stopAsked: false,
    summary: {},
    config: {},
    client: {},
    definitions: [],
    singletons: {},
    plots: {},
    urgent: null,
    ...wanted,
  };
}
