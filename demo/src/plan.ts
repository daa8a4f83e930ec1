/**
 * The plan of a training: passes over all the digits, each cut into rounds. A round is one `fit()`; after each the
 * network is saved, so that a reload costs at most one round.
 */
export interface Plan {
  batchSize: number;
  digitsPerRound: number;
  roundsPerPass: number;
  passes: number;
  /** In the first pass; each pass after it has half the rate of the one before. */
  learningRate: number;
}

export const PLAN: Plan = { batchSize: 32, digitsPerRound: 2400, roundsPerPass: 8, passes: 4, learningRate: 0.003 };

export const roundsIn = (plan: Plan) => plan.passes * plan.roundsPerPass;
export const batchesPerRound = (plan: Plan) => Math.ceil(plan.digitsPerRound / plan.batchSize);
export const batchesIn = (plan: Plan) => roundsIn(plan) * batchesPerRound(plan);

export const learningRate = (plan: Plan, round: number) =>
  plan.learningRate / 2 ** Math.floor(round / plan.roundsPerPass);

/** Which digits a round trains on. Each pass has an order of its own, the same after a reload. */
export function digitsOfRound(plan: Plan, round: number, count: number): Uint32Array {
  const pass = Math.floor(round / plan.roundsPerPass);
  const from = (round % plan.roundsPerPass) * plan.digitsPerRound;
  return shuffled(count, pass + 1).subarray(from, from + plan.digitsPerRound);
}

function shuffled(count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  let state = seed;
  for (let i = count - 1; i > 0; i--) {
    // Numerical Recipes' generator; its low bits repeat soon, so the high ones choose.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
