import type { AdapterHost } from '@lettrage/adapter-host';
import type { Database } from '@lettrage/persistence';
import type { Logger } from 'pino';

/** What every use case needs; made once by the application that calls them. */
export interface OperationsContext {
  readonly database: Database;
  readonly adapters: AdapterHost;
  /** Keys the event chains; kept outside the database. */
  readonly eventKey: Uint8Array;
  readonly now: () => Date;
  readonly log: Logger;
  /** Folder for spooled uploads and written files; exists. */
  readonly folder: string;
  /** Folders that connections may read files from and write them to (`LETTRAGE_FOLDERS`); none unless given. */
  readonly sharedFolders?: readonly string[];
  /** Folder that scheduled exports write below; `exports` in `folder` where absent. */
  readonly exportFolder?: string;
  /** Folder of the signed anchors of the event chains; `anchors` in `folder` where absent. */
  readonly anchorFolder?: string;
}

/** Progress of something that takes more than a second: `done` of `total` (0: not known yet) in `unit`s. */
export type Progress = (step: {
  readonly what: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
}) => void;
