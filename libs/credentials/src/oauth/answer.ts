/** An answer of a service. Its text may hold a secret. */
export interface ServiceResponse {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}
