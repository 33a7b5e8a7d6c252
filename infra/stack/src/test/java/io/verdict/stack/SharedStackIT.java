package io.verdict.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

class SharedStackIT {

    @Test
    void shouldGiveEveryTestTheSameStack() throws Exception {
        SharedStack stack = SharedStack.get();
        Records records = new Records(stack.bootstrap(), "shared-stack-it");
        records.createTopic();
        records.write("shared");

        assertThat(SharedStack.brokerOnly()).isEqualTo(stack.bootstrap());
        assertThat(SharedStack.get().registryUrl()).isEqualTo(stack.registryUrl());
        assertThat(new Records(SharedStack.brokerOnly(), "shared-stack-it").read(1))
                .containsExactly("shared");
        assertThat(new Schemas(stack.registryUrl()).register("shared-stack-it-value", "shared"))
                .contains("id");
    }

    @Test
    void shouldSayThatDockerIsMissing() {
        assumeThat(DockerClientFactory.instance().isDockerAvailable()).isFalse();

        assertThatThrownBy(() -> SharedStack.broker("containers"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("No Docker engine answers")
                .hasMessageContaining("docker info");
    }

    @Test
    void shouldRefuseAnUnknownKindOfBroker() {
        assertThatThrownBy(() -> SharedStack.broker("cardboard"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("-Dverdict.test.broker=cardboard")
                .hasMessageContaining("embedded or containers");
    }
}
