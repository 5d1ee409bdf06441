import { authorizationBlock, jetStreamBlock, MAX_PAYLOAD } from './nats-config.js';
import type { NatsUser } from './nats-users.js';

/** Of a server that runs in a container. Passwords come from a file beside it, so that this text holds no secret and can be committed. */
export interface DeployedNats {
  /** From the folder of the configuration: the server looks for included files there. */
  readonly passwordsFile: string;
  readonly cluster?: DeployedCluster;
}

export interface DeployedCluster {
  /** Who the members are, and the password that they know each other by: an address of a member holds it. */
  readonly routesFile: string;
}

/** The names that `tools/compose/secrets.mjs` gives the passwords in the included file. */
export const passwordVariable = (user: NatsUser): string => `TL_NATS_${user.toUpperCase()}`;

const STORE = '/data/jetstream';

const clusterBlock = ({ routesFile }: DeployedCluster): string[] => [
  '# Told to leave, a member hands its leaderships over and sends its clients elsewhere first. Less than 30 s is refused.',
  'lame_duck_grace_period: "5s"',
  'lame_duck_duration: "30s"',
  'cluster {',
  '  name: throughline',
  '  listen: "0.0.0.0:6222"',
  `  include ${JSON.stringify(routesFile)}`,
  '}',
];

/** Every member has a name of its own, which its environment gives; a single one keeps its name whatever it runs on. */
const nameOf = ({ cluster }: DeployedNats): string => (cluster === undefined ? 'throughline' : '$TL_NATS_SERVER_NAME');

export const deployedNatsConfig = (deployed: DeployedNats): string =>
  [
    '# Made by `node tools/compose/nats-config.mjs` of tools/stack/src/nats/nats-users.ts. A spec holds it against that: change it there.',
    `server_name: ${nameOf(deployed)}`,
    'listen: "0.0.0.0:4222"',
    '# Health and figures.',
    'http: "0.0.0.0:8222"',
    MAX_PAYLOAD,
    ...jetStreamBlock(STORE),
    `include ${JSON.stringify(deployed.passwordsFile)}`,
    ...authorizationBlock((user) => `$${passwordVariable(user)}`),
    ...(deployed.cluster === undefined ? [] : clusterBlock(deployed.cluster)),
    '',
  ].join('\n');

/** Each file of the repository that is made of the list of users. */
export const deployedNatsConfigs = {
  'compose/nats.conf': deployedNatsConfig({ passwordsFile: '../../run/secrets/nats_passwords' }),
  'k8s/overlays/dev/nats.conf': deployedNatsConfig({ passwordsFile: '../secrets/nats-passwords.conf' }),
  'k8s/overlays/cluster/nats.conf': deployedNatsConfig({
    passwordsFile: '../secrets/nats-passwords.conf',
    cluster: { routesFile: '../secrets/nats-routes.conf' },
  }),
} as const satisfies Readonly<Record<string, string>>;
