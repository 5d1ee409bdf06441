import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';

export interface LazyValidator<S extends TSchema = TSchema> {
  Check(value: unknown): value is Static<S>;
  Errors(value: unknown): ReturnType<Validator['Errors']>;
}

/** Compiles the schema at its first use: a process uses few of all schemas, and compiling all of them delays each start. */
export function lazyValidator<S extends TSchema>(schema: S): LazyValidator<S> {
  let compiled: Validator | undefined;
  const validator = (): Validator => (compiled ??= Compile(schema as TSchema));
  return {
    Check: (value): value is Static<S> => validator().Check(value),
    Errors: (value) => validator().Errors(value),
  };
}
