import { Refusal } from '../trouble/refusal';
import type { Part } from './context';

const NO_CHARTS =
  'This server keeps no definitions of custom charts, so none was made. Log the data with wandb.plot_table and one of the charts that W&B has built in, such as "wandb/line/v0".';

/**
 * What W&B keeps and this server does not, answered as it is: an empty list, or a refusal that says what to do instead.
 */
export const notKeptPart: Part = {
  sdl: `
    extend type Project { allViews(viewType: String, viewName: String, first: Int, after: String): ViewConnection }
    extend type Mutation { createCustomChart(input: CreateCustomChartInput!): CreateCustomChartPayload }
    type ViewConnection { edges: [ViewEdge!]! pageInfo: PageInfo! }
    type ViewEdge { node: View cursor: String }
    type View {
      id: ID! name: String displayName: String description: String user: User spec: String createdAt: DateTime! updatedAt: DateTime
    }
    input CreateCustomChartInput {
      entity: String! name: String! displayName: String! type: String! access: String! spec: JSONString! clientMutationId: String
    }
    type CreateCustomChartPayload { chart: CustomChart! }
    type CustomChart { id: ID! }
  `,
  resolvers: {
    Project: { allViews: () => ({ edges: [], pageInfo: { hasNextPage: false } }) },
    Mutation: {
      createCustomChart: () => {
        throw new Refusal(400, NO_CHARTS);
      },
    },
  },
};
