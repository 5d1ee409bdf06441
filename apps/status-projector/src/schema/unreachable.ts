import { codeOf, kindOf } from '@throughline/contracts';

/** SQLSTATE class 08 (connection), 57P0x (shutting down, starting up), 53300 (no connection free), and what the socket says. */
const AWAY = /^(?:08...|57P0[123]|53300|ECONN.*|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** True where the database is away or not yet there, and asking again later may help. */
export const isUnreachable = (error: unknown): boolean => {
  const code = codeOf(error);
  if (code !== undefined) return AWAY.test(code);
  // The driver says of a connection that was cut, or not had in time, only in words; it throws a bare Error for both.
  return kindOf(error) === undefined && error instanceof Error && error.constructor === Error;
};
