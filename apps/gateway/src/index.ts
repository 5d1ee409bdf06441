export { readGatewayConfig } from './config.js';
export type { GatewayConfig } from './config.js';
export { startGateway } from './start-gateway.js';
