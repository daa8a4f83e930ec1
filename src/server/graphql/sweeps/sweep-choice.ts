import type { LineValue } from '../../../wire/index';
import { Refusal } from '../../trouble/refusal';
import type { StoredSweep } from '../../store/port/store';
import { readPlan } from '../../sweeps/plan';
import { conditionOf, fits } from '../runs/run-choice';

/** The sweeps that fit a condition like MongoDB's over their fields, as JSON. */
export function chooseSweeps(sweeps: StoredSweep[], filters: string | null | undefined): StoredSweep[] {
  const condition = conditionOf(filters);
  return sweeps.filter((sweep) => fits(condition, (name) => fieldOf(sweep, name)));
}

function fieldOf(sweep: StoredSweep, name: string): LineValue {
  switch (name) {
    case 'name':
      return sweep.name;
    case 'display_name':
    case 'displayName':
      return sweep.displayName;
    case 'description':
      return sweep.description;
    case 'state':
      return sweep.state;
    case 'method':
      return readPlan(sweep.config).method;
    case 'created_at':
    case 'createdAt':
      return new Date(sweep.createdAt).toISOString();
    case 'updated_at':
    case 'updatedAt':
      return new Date(sweep.updatedAt).toISOString();
    default:
      throw new Refusal(
        400,
        `Sweeps have no field ${JSON.stringify(name)} to filter by; choose one of name, displayName, description, state, method, createdAt, updatedAt.`,
      );
  }
}
