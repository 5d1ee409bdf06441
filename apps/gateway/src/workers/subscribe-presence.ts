import type { NatsConnection } from '@nats-io/transport-node';
import { SUBJECTS, presenceCodec, presenceSubject } from '@throughline/contracts';
import type { WorkerRegistry } from './worker-registry.js';

/** Hands the words of workers to the registry, and tells it when words get lost. */
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
        // The bus lets a service speak on its own subject alone: what the subject does not say is not believed.
        if (message.subject === presenceSubject(presence.service)) registry.heard(presence);
      } catch (unreadable) {
        onProblem(unreadable);
      }
    },
  });
  // What was asked for stands once the server has answered something that came after it.
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
