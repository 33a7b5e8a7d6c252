package io.verdict.launcher.runs;

import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.events.TrainingRequest;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import io.verdict.topics.scan.Partitions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Takes one training request after the other and sees its run to an end on the log, before it lets go of the request.
 *
 * <p>A request that was not let go of, because the process died, was stopped, or lost its place in the group, is taken
 * again, here or elsewhere, and its run goes on from the last checkpoint: runs are named by requests, and opening a run
 * fences whoever wrote before. {@link #run} belongs to one thread; {@link #close} may come from any.
 */
public final class TrainerService implements AutoCloseable {

    private static final String GROUP = Role.TRAINER.clientPrefix();
    private static final Duration POLL = Duration.ofMillis(200);

    private final ClusterConfig cluster;
    private final String instance;
    private final RequestedRun requested;
    private final TrainingRequests requests;
    private final RunListener listener;
    private volatile boolean closing;

    /**
     * A service.
     *
     * @param instance its own among all that run, and the same after a restart, so that it goes on at once
     * @param trainers who makes the runs, by the back end that a request names
     * @param requests where people ask for stops
     * @param data what of a request's data runs learn from
     */
    public TrainerService(
            ClusterConfig cluster,
            String instance,
            Trainers trainers,
            TrainingRequests requests,
            RequestedData data,
            RunListener listener) {
        this.cluster = cluster;
        this.instance = instance;
        this.requested = new RequestedRun(trainers, data);
        this.requests = requests;
        this.listener = listener;
    }

    /**
     * Works until closed.
     *
     * @param ready told when brokers have answered and requests are waited for
     * @throws org.apache.kafka.common.errors.TimeoutException if no broker answers at the start
     * @throws io.verdict.topics.scan.NoSuchTopicException if the cluster lacks the topic of requests
     * @throws org.apache.kafka.common.KafkaException if the log of datasets does not answer
     * @throws io.verdict.connectors.runs.RunLogException if the log does not take a run's facts, or somebody else has
     *     taken the run over; a service that is started again goes on with it
     */
    public void run(Runnable ready) throws InterruptedException {
        Map<String, Object> config = ClientConfigs.consumer(cluster, GROUP);
        config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, GROUP + "-" + instance);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        try (KafkaConsumer<String, TrainingRequest> consumer = new KafkaConsumer<>(
                config,
                new StringDeserializer(),
                Topics.TRAINING_REQUESTS.serde(cluster.serdeConfig()).deserializer())) {
            // A group waits for its brokers for ever; whoever starts this should learn that nobody is there.
            Partitions.of(consumer, cluster, Topics.TRAINING_REQUESTS.name());
            Place place = new Place(consumer);
            consumer.subscribe(List.of(Topics.TRAINING_REQUESTS.name()), place);
            ready.run();
            while (!closing) {
                for (ConsumerRecord<String, TrainingRequest> record : consumer.poll(POLL)) {
                    work(place, record);
                }
            }
        }
    }

    /** Makes a run on a thread of its own, as this one has to keep the place in the group meanwhile. */
    @SuppressWarnings("try") // what listens for a stop is only closed
    private void work(Place place, ConsumerRecord<String, TrainingRequest> record) throws InterruptedException {
        StopSwitch stop = new StopSwitch();
        Work work = new Work(record, stop);
        try (Listening asked = requests.listen(record.value().getRunId(), stop)) {
            place.hold(work);
            work.start();
            while (work.isAlive()) {
                if (closing) {
                    work.end();
                }
                place.consumer.poll(POLL);
            }
        } finally {
            work.end();
            work.join();
            place.release();
        }
        work.rethrow();
        if (work.done && !work.lost) {
            place.consumer.commitSync(Map.of(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1)));
        }
    }

    /** Lets {@link #run} end; a run that is under way stays as the log shows it, to be gone on with. */
    @Override
    public void close() {
        closing = true;
    }

    /** A run in the making. */
    private final class Work extends Thread {
        private final ConsumerRecord<String, TrainingRequest> record;
        private final StopSwitch stop;
        private boolean told;
        private volatile boolean lost;
        private volatile boolean done;
        private volatile Throwable thrown;

        Work(ConsumerRecord<String, TrainingRequest> record, StopSwitch stop) {
            super("run-" + record.value().getRunId());
            this.record = record;
            this.stop = stop;
        }

        /** Once only: a second interruption would meet it while it puts things away. */
        void end() {
            if (!told) {
                told = true;
                interrupt();
            }
        }

        @Override
        public void run() {
            try {
                requested.make(record, stop, listener);
                done = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                // One that comes of being told to end is no fault of the run's.
                thrown = closing || lost ? null : e;
            }
        }

        /** An error, too: what was not seen to its end must not be let go of with the request after it. */
        void rethrow() {
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown != null) {
                throw (RuntimeException) thrown;
            }
        }
    }

    /** This process's place in the group. */
    private static final class Place implements ConsumerRebalanceListener {
        private final KafkaConsumer<String, TrainingRequest> consumer;
        private Optional<Work> held = Optional.empty();

        Place(KafkaConsumer<String, TrainingRequest> consumer) {
            this.consumer = consumer;
        }

        void hold(Work work) {
            held = Optional.of(work);
            consumer.pause(consumer.assignment());
        }

        void release() {
            held = Optional.empty();
            consumer.resume(consumer.paused());
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // A request that is handed out now has to wait for the run that is being made.
            held.ifPresent(work -> consumer.pause(partitions));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            held.filter(work -> partitions.contains(new TopicPartition(work.record.topic(), work.record.partition())))
                    .ifPresent(work -> {
                        work.lost = true;
                        work.end();
                    });
        }
    }
}
