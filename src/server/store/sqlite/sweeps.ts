import type { RunTable } from './runs';
import type { Sql } from './sql';
import type { ServerRun } from '../port/store';
import type { StoredAgent, StoredSweep, SweepChanges, SweepDraft, SweepStore, TakenPlace } from '../port/sweep-store';

const SELECT = `SELECT id, project_id AS projectId, name, state, config, description, display_name AS displayName, seed, prior_runs AS priorRuns, created_at AS createdAt, updated_at AS updatedAt FROM sweeps`;
const SELECT_AGENT = `SELECT id, sweep_id AS sweepId, name, host, ended, created_at AS createdAt, heartbeat_at AS heartbeatAt FROM agents`;
/** Places with what is known of their runs and agents. */
const PLACES = `
  places JOIN sweeps ON sweeps.id = places.sweep_id JOIN agents ON agents.id = places.agent_id
  LEFT JOIN runs ON runs.project_id = sweeps.project_id AND runs.name = places.run_name`;

type SweepRow = Omit<StoredSweep, 'priorRuns'> & { priorRuns: string };

const toSweep = ({ priorRuns, ...rest }: SweepRow): StoredSweep => ({
  ...rest,
  priorRuns: JSON.parse(priorRuns) as number[],
});

type AgentRow = Omit<StoredAgent, 'ended'> & { ended: number };

const toAgent = ({ ended, ...rest }: AgentRow): StoredAgent => ({ ...rest, ended: ended === 1 });

/** The tables of sweeps, their agents, and the places that agents were given. */
export class SweepTable implements SweepStore {
  readonly #sql: Sql;
  readonly #runs: RunTable;
  readonly #byId;
  readonly #find;
  readonly #list;
  readonly #count;
  readonly #insert;
  readonly #update;
  readonly #insertAgent;
  readonly #agent;
  readonly #agents;
  readonly #beat;
  readonly #lost;
  readonly #giveAgain;
  readonly #places;
  readonly #give;
  readonly #atWork;
  readonly #runsOf;

  constructor(sql: Sql, runs: RunTable) {
    this.#sql = sql;
    this.#runs = runs;
    this.#byId = sql.prepare<SweepRow>(`${SELECT} WHERE id = ?`);
    this.#find = sql.prepare<SweepRow>(`${SELECT} WHERE project_id = ? AND name = ?`);
    this.#list = sql.prepare<SweepRow>(`${SELECT} WHERE project_id = ? ORDER BY id DESC`);
    this.#count = sql.prepare<{ count: number }>('SELECT COUNT(*) AS count FROM sweeps WHERE project_id = ?');
    this.#insert = sql.prepare(
      `INSERT INTO sweeps (project_id, name, state, config, description, display_name, seed, prior_runs, created_at, updated_at)
         VALUES (?, ?, 'PENDING', ?, ?, ?, ?, ?, ?8, ?8)`,
    );
    this.#update = sql.prepare(
      `UPDATE sweeps SET config = coalesce(?, config), description = coalesce(?, description), display_name = coalesce(?, display_name),
         state = coalesce(?, state), prior_runs = coalesce(?, prior_runs), updated_at = ? WHERE id = ?`,
    );
    this.#insertAgent = sql.prepare(
      'INSERT INTO agents (sweep_id, name, host, created_at, heartbeat_at) VALUES (?, ?, ?, ?4, ?4)',
    );
    this.#agent = sql.prepare<AgentRow>(`${SELECT_AGENT} WHERE id = ?`);
    this.#agents = sql.prepare<AgentRow>(`${SELECT_AGENT} WHERE sweep_id = ? ORDER BY id`);
    this.#beat = sql.prepare('UPDATE agents SET heartbeat_at = ?, ended = ? WHERE id = ?');
    // A run that is given out again is pending until it begins: so no second agent gets it meanwhile.
    this.#lost = sql.prepare<{ number: number; run: string; id: number | null }>(
      `SELECT number, run_name AS run, runs.id AS id FROM ${PLACES} WHERE places.sweep_id = ?1 AND CASE
         WHEN runs.id IS NULL OR runs.state = 'pending' THEN agents.heartbeat_at < ?2
         ELSE runs.state = 'preempted'
           OR runs.preempting = 1 AND runs.stop_requested = 0 AND runs.state IN ('running', 'interrupted') AND runs.heartbeat_at <= ?2 END
       ORDER BY number LIMIT 1`,
    );
    this.#giveAgain = sql.prepare('UPDATE places SET agent_id = ?, run_name = ? WHERE sweep_id = ? AND number = ?');
    this.#places = sql.prepare<{ count: number }>('SELECT COUNT(*) AS count FROM places WHERE sweep_id = ?');
    this.#give = sql.prepare(
      'INSERT INTO places (sweep_id, number, agent_id, run_name, created_at) VALUES (?, ?, ?, ?, ?)',
    );
    this.#atWork = sql.prepare<{ count: number }>(
      `SELECT COUNT(*) AS count FROM ${PLACES} WHERE places.sweep_id = ?1 AND agent_id <> ?2
         AND CASE WHEN runs.id IS NULL OR runs.state = 'pending' THEN agents.heartbeat_at > ?3 AND agents.ended = 0 ELSE runs.state = 'running' AND runs.heartbeat_at > ?3 END`,
    );
    this.#runsOf = sql.prepare<{ id: number }>(
      `SELECT runs.id AS id FROM ${PLACES} WHERE agent_id = ? AND runs.id IS NOT NULL ORDER BY runs.id`,
    );
  }

  create(
    project: number,
    name: string,
    { config, description, displayName, seed, priorRuns }: SweepDraft,
    now: number,
  ): StoredSweep {
    return this.byId(
      this.#insert.run(project, name, config, description, displayName, seed, JSON.stringify(priorRuns), now),
    )!;
  }

  byId(id: number): StoredSweep | null {
    const row = this.#byId.get(id);
    return row ? toSweep(row) : null;
  }

  find(project: number, name: string): StoredSweep | null {
    const row = this.#find.get(project, name);
    return row ? toSweep(row) : null;
  }

  list(project: number): StoredSweep[] {
    return this.#list.all(project).map(toSweep);
  }

  count(project: number): number {
    return this.#count.get(project)?.count ?? 0;
  }

  update(id: number, { config, description, displayName, state, priorRuns }: SweepChanges, now: number): void {
    this.#update.run(config, description, displayName, state, priorRuns && JSON.stringify(priorRuns), now, id);
  }

  addAgent(sweep: number, name: string, host: string, now: number): StoredAgent {
    return this.agent(this.#insertAgent.run(sweep, name, host, now))!;
  }

  agent(id: number): StoredAgent | null {
    const row = this.#agent.get(id);
    return row ? toAgent(row) : null;
  }

  agents(sweep: number): StoredAgent[] {
    return this.#agents.all(sweep).map(toAgent);
  }

  beat(agent: number, ended: boolean, now: number): void {
    this.#beat.run(now, Number(ended), agent);
  }

  take(
    sweep: number,
    agent: number,
    run: string,
    { limit, lostBefore }: { limit: number | null; lostBefore: number },
    now: number,
  ): TakenPlace | null {
    return this.#sql.transaction(() => {
      const lost = this.#lost.get(sweep, lostBefore);
      if (lost) {
        const begunBefore = lost.id !== null;
        if (lost.id !== null) this.#runs.setState(lost.id, 'pending', null, now);
        const taken = { place: lost.number, run: begunBefore ? lost.run : run, begunBefore };
        this.#giveAgain.run(agent, taken.run, sweep, taken.place);
        return taken;
      }
      const { count } = this.#places.get(sweep)!;
      if (limit !== null && count >= limit) return null;
      this.#give.run(sweep, count, agent, run, now);
      return { place: count, run, begunBefore: false };
    });
  }

  settle(sweep: number, place: number, run: string): void {
    // Of no agent: nobody waits for it.
    this.#giveAgain.run(0, run, sweep, place);
  }

  atWork(sweep: number, exceptAgent: number, since: number): number {
    return this.#atWork.get(sweep, exceptAgent, since)?.count ?? 0;
  }

  runsOf(agent: number): ServerRun[] {
    return this.#runsOf.all(agent).flatMap(({ id }) => this.#runs.byId(id) ?? []);
  }
}
