/*
 * smsc.js - a short message service centre for tests, by npm's smpp.
 * usage: node smsc.js DIR [PORT]     (loopback; a free port, then in DIR/smsc)
 *
 * DIR/arrived has a JSON line for each submit_sm: to, from, esm_class, data_coding, udh in
 * hexadecimal, text.
 */
'use strict';
const fs = require('fs');
const path = require('path');
const smpp = require('smpp');

const [folder, port] = process.argv.slice(2);

function text(pdu) {
	return String(pdu.short_message.message);
}
function udh(pdu) {
	const parts = pdu.short_message.udh || [];
	return Buffer.concat(parts.map((p) => Buffer.from(p))).toString('hex');
}

const server = smpp.createServer((session) => {
	session.on('error', () => {});
	for (const bind of ['bind_transceiver', 'bind_transmitter', 'bind_receiver']) {
		session.on(bind, (pdu) => session.send(pdu.response()));
	}
	session.on('enquire_link', (pdu) => session.send(pdu.response()));
	session.on('unbind', (pdu) => { session.send(pdu.response()); session.close(); });
	session.on('submit_sm', (pdu) => {
		fs.appendFileSync(path.join(folder, 'arrived'), JSON.stringify({
			to: pdu.destination_addr, from: pdu.source_addr, esm_class: pdu.esm_class,
			data_coding: pdu.data_coding, udh: udh(pdu), text: text(pdu),
		}) + '\n');
		session.send(pdu.response({ message_id: String(Date.now()) }));
	});
});
server.listen(Number(port || 0), '127.0.0.1', () => {
	fs.writeFileSync(path.join(folder, 'smsc.new'), String(server.address().port));
	fs.renameSync(path.join(folder, 'smsc.new'), path.join(folder, 'smsc'));
});
