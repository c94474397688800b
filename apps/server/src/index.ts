export { builtInAdapters } from './built-in-adapters.js';
export { startReceiver, type RunningReceiver } from './receiver/status-receiver.js';
export { homeFolder, openRuntime, type Runtime } from './runtime.js';
export { startServer, type RunningServer, type ServerOptions, type ServerRole } from './start-server.js';
