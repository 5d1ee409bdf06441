import type { NatsConnection } from '@nats-io/transport-node';
import { pokeSubject, type WorkerService as ServiceName } from '@throughline/contracts';

export async function listenToPokes(
  nc: NatsConnection,
  service: ServiceName,
  handle: (assetId: string) => Promise<void>,
  options: { signal: AbortSignal; onProblem: (error: unknown) => void },
): Promise<void> {
  // The queue group delivers a poke to one process of the service, which is enough.
  const subscription = nc.subscribe(pokeSubject(service), { queue: service });
  options.signal.addEventListener(
    'abort',
    () => {
      subscription.unsubscribe();
    },
    { once: true },
  );
  for await (const message of subscription) {
    try {
      const { assetId } = message.json<{ assetId: string }>();
      await handle(assetId);
    } catch (error) {
      options.onProblem(error);
    }
  }
}
