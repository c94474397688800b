export { startSftpServer, type TestSftpServer } from './sftp-server.js';
