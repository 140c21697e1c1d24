package dev.vignette.library;

import dev.vignette.contract.Given;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// All in which the versions of the interface differ: which formats are taken, whether they are converted on
/// arrival, and what is told of an image.
enum ApiVersion {
    /// As it was first, and stays.
    V1("/v1", "") {
        @Override
        Set<Format> formats() {
            return Set.of(Format.JPEG, Format.PNG);
        }

        @Override
        Conversion conversion(Given given) {
            return Conversion.NONE;
        }

        @Override
        boolean takesOrders() {
            return false;
        }

        @Override
        JsonObject json(StoredImage image) {
            return ImageJson.of(image);
        }
    },

    /// Takes every format that is read, converts on arrival, takes orders for renditions, and tells where these are.
    V2("/v2", "V2") {
        @Override
        Set<Format> formats() {
            return EnumSet.allOf(Format.class);
        }

        @Override
        Conversion conversion(Given given) {
            return Conversion.of(given);
        }

        @Override
        boolean takesOrders() {
            return true;
        }

        @Override
        JsonObject json(StoredImage image) {
            return ImageJson.of(image).put("links", links(image));
        }
    };

    /// The longest sides that renditions are offered in.
    private static final List<Integer> SIDES = List.of(160, 320, 640, 1280, 2560);

    private final String path;
    private final String suffix;

    ApiVersion(String path, String suffix) {
        this.path = path;
        this.suffix = suffix;
    }

    /// What its paths begin with.
    String path() {
        return path;
    }

    /// What the ids of its operations end with in the contract.
    String suffix() {
        return suffix;
    }

    /// What may be uploaded.
    abstract Set<Format> formats();

    abstract Conversion conversion(Given given);

    /// Whether renditions may be asked for with an upload.
    abstract boolean takesOrders();

    abstract JsonObject json(StoredImage image);

    /// Where an image is.
    String location(ImageId id) {
        return path + "/images/" + id;
    }

    /// No rendition is offered that would be no smaller than the image, but for the smallest.
    JsonObject links(StoredImage image) {
        String self = location(image.id());
        Dimensions dimensions = image.content().dimensions();
        int longest = Math.max(dimensions.width(), dimensions.height());
        var renditions = new JsonObject();
        for (int side : SIDES) {
            if (side == SIDES.getFirst() || side < longest) {
                renditions.put(Integer.toString(side), self + "/thumb?w=" + side + "&h=" + side);
            }
        }
        return new JsonObject()
                .put("self", self)
                .put("content", self + "/content")
                .put("metadata", self + "/metadata")
                .put("renditions", renditions);
    }
}
