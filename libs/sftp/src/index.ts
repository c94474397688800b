export { openSftp, type SftpServer } from './sign-in.js';
export type { SftpSession } from './sftp.session.js';
