import type { NatsConnection } from '@nats-io/transport-node';
import { SUBJECTS, presenceCodec, presenceSubject } from '@throughline/contracts';
import type { WorkerRegistry } from './worker-registry.js';

/** Passes presence messages to the registry, and reports lost connections to it. */
export async function subscribePresence(
  nc: NatsConnection,
  registry: WorkerRegistry,
  onProblem: (error: unknown) => void,
): Promise<void> {
  nc.subscribe(SUBJECTS.presence, {
    callback: (error, message) => {
      if (error !== null) {
        onProblem(error);
        return;
      }
      try {
        const presence = presenceCodec.decode(message.data);
        // The broker lets a service publish only on its own subject, so a presence that names another service is ignored.
        if (message.subject === presenceSubject(presence.service)) registry.record(presence);
      } catch (unreadable) {
        onProblem(unreadable);
      }
    },
  });
  // After this flush the server has processed the subscription.
  await nc.flush();
  registry.listening();
  void followConnection(nc, registry);
}

async function followConnection(nc: NatsConnection, registry: WorkerRegistry): Promise<void> {
  for await (const { type } of nc.status()) {
    if (type === 'disconnect') registry.deaf();
    if (type === 'reconnect') registry.listening();
  }
  registry.deaf();
}
