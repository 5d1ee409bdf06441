import type { Abstract, FactoryProvider, Type } from '@nestjs/common';

/** An injection token for a value that has no class of its own. */
export type Token<T> = symbol & { readonly __value?: T };
export type TokenOf<T> = Type<T> | Abstract<T> | Token<T>;
type Tokens<D> = { readonly [Name in keyof D]: TokenOf<D[Name]> };

/** Returns a provider that is made from other providers, each by a name. By default a class is made from them all. */
export function provide<T, D extends object>(type: new (dependencies: D) => T, dependencies: Tokens<D>): FactoryProvider<T>;
export function provide<T, D extends object>(
  token: TokenOf<T>,
  dependencies: Tokens<D>,
  make: (dependencies: D) => T | Promise<T>,
): FactoryProvider<T>;
export function provide<T, D extends object>(
  token: TokenOf<T>,
  dependencies: Tokens<D>,
  make = (dependencies: D) => new (token as new (dependencies: D) => T)(dependencies) as T | Promise<T>,
): FactoryProvider<T> {
  const names = Object.keys(dependencies);
  return {
    provide: token,
    inject: Object.values(dependencies),
    useFactory: (...values: readonly unknown[]) =>
      make(Object.fromEntries(names.map((name, index) => [name, values[index]])) as D),
  };
}
