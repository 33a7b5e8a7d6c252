package io.verdict.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The server's sockets, bound before the server is configured, so that a free port cannot be lost to somebody else
 * between being found and being used.
 *
 * <p>Handed-over sockets belong to the server; closing this closes the others.
 */
final class BoundSockets implements ServerSocketFactory, AutoCloseable {
    private static final int BACKLOG = 128;

    private final Map<Integer, ServerSocketChannel> waiting = new ConcurrentHashMap<>();
    private final String host;

    BoundSockets(String host) {
        this.host = host;
    }

    /**
     * Binds a port and keeps the socket until the server asks for it.
     *
     * @param port the port, or 0 for a free one
     * @return the port that was bound
     * @throws StackException when the port is taken or the host is not this machine
     */
    int bind(int port, String what) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            int bound = channel.socket().getLocalPort();
            waiting.put(bound, channel);
            return bound;
        } catch (UnknownHostException e) {
            throw new StackException(
                    "The " + what + " cannot listen on host " + host + ", which nobody knows."
                            + " Give an address of this machine.",
                    e);
        } catch (IOException e) {
            throw new StackException(
                    "The " + what + " cannot listen on " + host + ":" + port + " (" + e.getMessage()
                            + "). Stop what listens there, or give another port; 0 takes a free one.",
                    e);
        }
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBufferSize) throws IOException {
        ServerSocketChannel channel = waiting.remove(address.getPort());
        if (channel == null) {
            return ServerSocketFactory.INSTANCE.openServerSocket(listener, address, backlog, receiveBufferSize);
        }
        channel.configureBlocking(false);
        return channel;
    }

    @Override
    public void close() {
        List<ServerSocketChannel> left = new ArrayList<>(waiting.values());
        waiting.clear();
        for (ServerSocketChannel channel : left) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new StackException("A socket on " + host + " could not be closed: " + e, e);
            }
        }
    }
}
