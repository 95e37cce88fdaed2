// Leads what would go to ports 80 and 443 to the ports on which the portal of the test listens.
import net from "node:net";

const ports = { 80: Number(process.env.HTTP_PORT), 443: Number(process.env.TLS_PORT) };
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  if (options?.port in ports) {
    options.port = ports[options.port];
    options.host = "127.0.0.1";
  }
  return connect.apply(this, given);
};
