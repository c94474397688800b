import type { OperationsContext } from '@lettrage/operations';
import { adapterHost } from './adapter-host.js';

/** Opens the installation's database for one command and closes it afterwards, whatever happens. */
export async function withRuntime<T>(work: (context: OperationsContext) => Promise<T>): Promise<T> {
  const { openRuntime } = await import('@lettrage/server/runtime');
  const runtime = await openRuntime(await adapterHost(), { poolSize: 4 });
  try {
    return await work(runtime.context);
  } finally {
    await runtime.close();
  }
}
