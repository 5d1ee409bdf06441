/** A problem document (RFC 9457) as the API answers it. */
export interface ProblemDocument {
  readonly type?: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  readonly try_instead?: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  readonly request_id?: string;
  readonly existing_id?: string;
}

/** The gateway has answered, and refused. */
export class ApiProblem extends Error {
  readonly kind = 'problem';

  constructor(readonly document: ProblemDocument) {
    super(document.detail ?? document.title);
  }

  get status(): number {
    return this.document.status;
  }

  get code(): string {
    return this.document.code;
  }
}

/** Nothing that could be trusted has answered: no connection, or a proxy in between that speaks for itself. */
export class GatewayAway extends Error {
  readonly kind = 'away';
}

const kindOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'kind' in error ? error.kind : undefined;

export const isProblem = (error: unknown): error is ApiProblem => kindOf(error) === 'problem';
export const isAway = (error: unknown): error is GatewayAway => kindOf(error) === 'away';
/** Whether nobody is signed in any more. */
export const isSignedOut = (error: unknown): boolean => isProblem(error) && error.status === 401;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Undefined where the body is no problem document: then it was not the gateway that answered. */
export function problemFrom(body: unknown): ApiProblem | undefined {
  if (!isObject(body) || typeof body['code'] !== 'string' || typeof body['status'] !== 'number') return undefined;
  return new ApiProblem(body as unknown as ProblemDocument);
}
