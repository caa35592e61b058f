import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Files of a certificate for 127.0.0.1 that nobody but a benchmark trusts. */
export interface Certificate {
	key: string;
	certificate: string;
	remove(): Promise<void>;
}

/** Needs OpenSSL. The key is of the kind that most public servers have today. */
export async function makeCertificate(): Promise<Certificate> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-crisp-tls-'));
	const key = path.join(folder, 'key.pem');
	const certificate = path.join(folder, 'certificate.pem');
	const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
	const files = ['-keyout', key, '-out', certificate];
	await promisify(execFile)('openssl', ['req', '-x509', ...kind, '-days', '2', ...name, ...files]);
	return { key, certificate, remove: async () => await rm(folder, { recursive: true }) };
}
