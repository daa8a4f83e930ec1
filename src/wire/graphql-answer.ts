/** The envelope of every GraphQL answer, also of those with status 4xx and 5xx. */
export interface GraphqlAnswer<T> {
  data?: T | null;
  errors?: { message: string }[];
}
