import { Module, type Abstract, type DynamicModule, type FactoryProvider, type Type } from '@nestjs/common';
import type { GatewayPorts } from './gateway-ports.js';
import type { GatewaySettings } from './gateway-settings.js';

export interface GatewayContext {
  readonly ports: GatewayPorts;
  readonly settings: GatewaySettings;
  /** Logs the failure of background work. */
  readonly onProblem: (error: unknown) => void;
}

const CONTEXT = Symbol('GatewayContext');

/** An injection token for a value that has no class of its own. */
export type Token<T> = symbol & { readonly __value?: T };
type TokenOf<T> = Type<T> | Abstract<T> | Token<T>;
type Tokens<D extends readonly unknown[]> = { readonly [K in keyof D]: TokenOf<D[K]> };

/** Returns a provider that is made from the gateway's context and from other providers. */
export const provide = <T, D extends readonly unknown[] = []>(
  token: TokenOf<T>,
  inject: Tokens<D>,
  useFactory: (context: GatewayContext, ...dependencies: D) => T,
): FactoryProvider<T> => ({
  provide: token,
  inject: [CONTEXT, ...inject],
  useFactory: useFactory as FactoryProvider<T>['useFactory'],
});

/** Makes the context available to every module. */
@Module({})
export class ContextModule {
  static of(context: GatewayContext): DynamicModule {
    return { module: ContextModule, global: true, providers: [{ provide: CONTEXT, useValue: context }], exports: [CONTEXT] };
  }
}
